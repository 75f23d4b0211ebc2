package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;

/** SYSCFG at 0x4001_3800, of which only MEMRMP is modelled: what is seen at address 0. RM0090 Rev 21 §9.2.1 [S]. */
final class SystemConfiguration implements BusDevice {

    static final int BASE = 0x4001_3800;
    static final int LENGTH = 0x400;

    enum Memrmp implements Field {
        MEM_MODE(bits(1, 0, READ_WRITE));

        private final Place place;

        Memrmp(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final Register<Memrmp> memrmp = new Register<>("SYSCFG_MEMRMP", 0x00, 0, Memrmp.class);
    private final RegisterBlock block;
    private final ResetAndClock clock;
    private final Runnable remapped;

    /** @param remapped something else is now seen at address 0 */
    SystemConfiguration(ResetAndClock clock, Unmodelled unmodelled, Runnable remapped) {
        this.clock = clock;
        this.remapped = remapped;
        block = new RegisterBlock("SYSCFG", unmodelled, memrmp);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return clock.clocksSystemConfiguration() ? block.read(offset, width) : 0;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (clock.clocksSystemConfiguration()) {
            block.write(offset, value, width);
            remapped.run();
        }
    }

    int memMode() {
        return memrmp.get(Memrmp.MEM_MODE);
    }

    /** The reset value follows the boot straps. */
    void boot(BootMode mode) {
        memrmp.set(Memrmp.MEM_MODE, mode.memMode());
        remapped.run();
    }
}
