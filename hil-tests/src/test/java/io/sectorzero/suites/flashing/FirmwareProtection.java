package io.sectorzero.suites.flashing;

import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;

/** Write protection as firmware sets it at run time: in force at once, and the stored option bytes tell nothing of it. */
public final class FirmwareProtection {

    /** Flash interface: keys and option control. RM0090 Rev 21 §3.9 [S]. */
    private static final int OPTKEYR = 0x4002_3C08;
    private static final int OPTCR = 0x4002_3C14;

    private FirmwareProtection() {
    }

    public static void of(SimulatedBoard board, int sector) {
        var bus = board.board().chip().bus();
        bus.write(OPTKEYR, 0x0819_2A3B, BusWidth.WORD, Master.DEBUGGER);
        bus.write(OPTKEYR, 0x4C5D_6E7F, BusWidth.WORD, Master.DEBUGGER);
        int options = bus.read(OPTCR, BusWidth.WORD, Master.DEBUGGER);
        bus.write(OPTCR, options & ~(1 << 16 + sector), BusWidth.WORD, Master.DEBUGGER);
    }
}
