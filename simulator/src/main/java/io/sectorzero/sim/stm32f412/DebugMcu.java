package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;

/**
 * DBGMCU at 0xE004_2000: who the chip is, and what stands still while the core is halted. Words only; a system reset
 * leaves it alone, power-on clears it. RM0402 Rev 6 §30.6.1; bits as in stm32f412zx.h [C].
 */
final class DebugMcu implements BusDevice {

    static final int BASE = 0xE004_2000;
    static final int LENGTH = 0x400;

    enum Idcode implements Field {
        DEV_ID(bits(11, 0, READ_ONLY)),
        REV_ID(bits(31, 16, READ_ONLY));

        private final Place place;

        Idcode(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr implements Field {
        DBG_SLEEP(bit(0, READ_WRITE)),
        DBG_STOP(bit(1, READ_WRITE)),
        DBG_STANDBY(bit(2, READ_WRITE)),
        TRACE_IOEN(bit(5, READ_WRITE)),
        TRACE_MODE(bits(7, 6, READ_WRITE));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb1Fz implements Field {
        DBG_TIM_STOP(bits(8, 0, READ_WRITE)),
        DBG_RTC_STOP(bit(10, READ_WRITE)),
        DBG_WWDG_STOP(bit(11, READ_WRITE)),
        DBG_IWDG_STOP(bit(12, READ_WRITE)),
        DBG_I2C_SMBUS_TIMEOUT(bits(24, 21, READ_WRITE)),
        DBG_CAN_STOP(bits(26, 25, READ_WRITE));

        private final Place place;

        Apb1Fz(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb2Fz implements Field {
        DBG_TIM1AND8_STOP(bits(1, 0, READ_WRITE)),
        DBG_TIM9TO11_STOP(bits(18, 16, READ_WRITE));

        private final Place place;

        Apb2Fz(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final Register<Cr> cr = new Register<>("DBGMCU_CR", 0x04, 0, Cr.class);
    private final Register<Apb1Fz> apb1Fz = new Register<>("DBGMCU_APB1_FZ", 0x08, 0, Apb1Fz.class);
    private final RegisterBlock block;
    private final Runnable freezeChanged;

    DebugMcu(ChipSettings settings, Unmodelled unmodelled, Runnable freezeChanged) {
        this.freezeChanged = freezeChanged;
        int identity = settings.revId() << 16 | settings.devId();
        block = new RegisterBlock("DBGMCU", unmodelled,
                new Register<>("DBGMCU_IDCODE", 0x00, identity, Idcode.class),
                cr,
                apb1Fz,
                new Register<>("DBGMCU_APB2_FZ", 0x0C, 0, Apb2Fz.class));
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        refuseNarrow(width);
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        refuseNarrow(width);
        block.write(offset, value, width);
        freezeChanged.run();
    }

    private static void refuseNarrow(BusWidth width) {
        if (width != BusWidth.WORD) {
            throw new BusFault("DBGMCU answers to words only");
        }
    }

    boolean stopsWatchdogOnHalt() {
        return apb1Fz.is(Apb1Fz.DBG_IWDG_STOP);
    }

    /** DBG_STOP: FCLK and HCLK go on in Stop. RM0090 Rev 21 §38.16.1 [S]. */
    boolean runsInStop() {
        return cr.is(Cr.DBG_STOP);
    }

    /** DBG_STANDBY: the core's domain keeps its power and its clocks in Standby. */
    boolean runsInStandby() {
        return cr.is(Cr.DBG_STANDBY);
    }

    /** By the bit of DBGMCU_APB1_FZ. */
    boolean stopsOnHalt(int bit) {
        return (apb1Fz.value() >>> bit & 1) != 0;
    }

    void powerOn() {
        block.reset();
    }
}
