package io.sectorzero.sim.board;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.World;
import java.util.function.Consumer;

/**
 * What runs when the loader does not. Its instructions are not executed; what shows from outside is: whether there is a
 * program at all, whether it gets going, and that it feeds the watchdog where one runs.
 */
final class Program {

    static final int SRAM_BASE = 0x2000_0000;

    private static final long FEEDS_EVERY_NANOS = 100_000_000;
    private static final int OPTCR = 0x4002_3C14;
    private static final int WDG_SW = 1 << 5;
    private static final int IWDG_KR = 0x4000_3000;
    private static final int RELOAD = 0xAAAA;
    private static final int FLASH_BASE = 0x0800_0000;
    private static final int FLASH_END = 0x0810_0000;
    private static final int SRAM_END = 0x2004_0000;

    private final World world;
    private final Bus bus;
    private final BoardSettings settings;
    private final Consumer<String> log;
    private String state = "nothing";
    private int run;

    Program(World world, Bus bus, BoardSettings settings, Consumer<String> log) {
        this.world = world;
        this.bus = bus;
        this.settings = settings;
        this.log = log;
    }

    String state() {
        return state;
    }

    void stop() {
        run++;
        state = "nothing";
    }

    void startAfterReset(int vectors) {
        start(vectors, false);
    }

    /** As after a reset, except that RCC_AHB1ENR is 0. AN2606 Rev 70 "STM32F412xx devices", known limitation of Go. */
    void startByLoader(int vectors) {
        start(vectors, settings.firmware().needsClocks());
    }

    private void start(int vectors, boolean hangs) {
        int mine = ++run;
        try {
            int stack = bus.read(vectors, BusWidth.WORD, Master.CORE);
            int entry = bus.read(vectors + 4, BusWidth.WORD, Master.CORE);
            if (!isProgram(stack, entry)) {
                tell("locked up: no program at 0x%08X".formatted(vectors));
            } else if (hangs) {
                tell("program at 0x%08X hangs: its clocks are off".formatted(entry & ~1));
            } else {
                tell("program at 0x%08X".formatted(entry & ~1));
                feed(mine);
            }
        } catch (BusFault fault) {
            tell("locked up: " + fault.getMessage());
        }
    }

    private static boolean isProgram(int stack, int entry) {
        boolean stackFits = stack > SRAM_BASE && stack <= SRAM_END;
        boolean entryFits = entry >= FLASH_BASE && entry < FLASH_END || entry >= SRAM_BASE && entry < SRAM_END;
        return stackFits && entryFits && (entry & 1) == 1;
    }

    private void feed(int mine) {
        if (mine == run && (bus.read(OPTCR, BusWidth.WORD, Master.CORE) & WDG_SW) == 0) {
            bus.write(IWDG_KR, RELOAD, BusWidth.WORD, Master.CORE);
            world.in(FEEDS_EVERY_NANOS, () -> feed(mine));
        }
    }

    private void tell(String what) {
        state = what;
        log.accept(what);
    }
}
