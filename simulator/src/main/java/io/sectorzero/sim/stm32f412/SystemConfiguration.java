package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;

/** SYSCFG at 0x4001_3800: what is seen at address 0, and which port an external line listens to. RM0090 Rev 21 §9.2 [S]. */
final class SystemConfiguration implements BusDevice {

    static final int BASE = 0x4001_3800;
    static final int LENGTH = 0x400;

    private static final int LINES_PER_REGISTER = 4;

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

    enum Pmc implements Field {
        ADC1DC2(bit(16, READ_WRITE));

        private final Place place;

        Pmc(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Four lines, four bits each: the number of the port. */
    enum Exticr implements Field {
        EXTI(bits(15, 0, READ_WRITE));

        private final Place place;

        Exticr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cmpcr implements Field {
        CMP_PD(bit(0, READ_WRITE)),
        READY(bit(8, READ_ONLY));

        private final Place place;

        Cmpcr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Whom it concerns. */
    interface Listener {

        /** Something else is now seen at address 0. */
        void remapped();

        /** A line listens to another port. */
        void rewired();
    }

    private final Register<Memrmp> memrmp = new Register<>("SYSCFG_MEMRMP", 0x00, 0, Memrmp.class);
    private final Register<Cmpcr> cmpcr = new Register<>("SYSCFG_CMPCR", 0x20, 0, Cmpcr.class);
    private final Register<?>[] exticr = {
        new Register<>("SYSCFG_EXTICR1", 0x08, 0, Exticr.class), new Register<>("SYSCFG_EXTICR2", 0x0C, 0, Exticr.class),
        new Register<>("SYSCFG_EXTICR3", 0x10, 0, Exticr.class), new Register<>("SYSCFG_EXTICR4", 0x14, 0, Exticr.class)};
    private final RegisterBlock block;
    private final ResetAndClock clock;
    private final Listener listener;

    SystemConfiguration(ResetAndClock clock, Unmodelled unmodelled, Listener listener) {
        this.clock = clock;
        this.listener = listener;
        block = new RegisterBlock("SYSCFG", unmodelled, memrmp, new Register<>("SYSCFG_PMC", 0x04, 0, Pmc.class), exticr[0],
                exticr[1], exticr[2], exticr[3], cmpcr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return clock.clocksSystemConfiguration() ? block.read(offset, width) : 0;
    }

    @Override public boolean isSteady(int offset) {
        return true;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (!clock.clocksSystemConfiguration()) {
            return;
        }
        Register<?> register = block.at(offset, width);
        block.write(offset, value, width);
        cmpcr.set(Cmpcr.READY, cmpcr.get(Cmpcr.CMP_PD));
        if (register == memrmp) {
            listener.remapped();
        } else {
            listener.rewired();
        }
    }

    int memMode() {
        return memrmp.get(Memrmp.MEM_MODE);
    }

    /** 0 for port A. */
    int portOfLine(int line) {
        return exticr[line / LINES_PER_REGISTER].value() >>> 4 * (line % LINES_PER_REGISTER) & 0xF;
    }

    /** A reset: the value of MEM_MODE follows the boot straps. */
    void boot(BootMode mode) {
        block.reset();
        memrmp.set(Memrmp.MEM_MODE, mode.memMode());
        listener.remapped();
    }
}
