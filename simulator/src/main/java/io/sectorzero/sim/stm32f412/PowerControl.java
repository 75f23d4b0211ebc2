package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
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

/** PWR at 0x4000_7000 with the programmable voltage detector. Bits as in stm32f412zx.h [C]. */
final class PowerControl implements BusDevice {

    static final int BASE = 0x4000_7000;
    static final int LENGTH = 0x400;

    /** By PLS. DS11139 Rev 8 Table 21, typical values. */
    private static final double[] PVD_RISING = {2.14, 2.30, 2.45, 2.60, 2.76, 2.93, 3.03, 3.14};
    private static final double[] PVD_FALLING = {2.04, 2.19, 2.35, 2.51, 2.66, 2.84, 2.93, 3.03};

    enum Cr implements Field {
        LPDS(bit(0, READ_WRITE)),
        PDDS(bit(1, READ_WRITE)),
        CWUF(bit(2, WRITE_ONLY)),
        CSBF(bit(3, WRITE_ONLY)),
        PVDE(bit(4, READ_WRITE)),
        PLS(bits(7, 5, READ_WRITE)),
        DBP(bit(8, READ_WRITE)),
        FPDS(bit(9, READ_WRITE)),
        LPLVDS(bit(10, READ_WRITE)),
        MRLVDS(bit(11, READ_WRITE)),
        ADCDC1(bit(13, READ_WRITE)),
        VOS(bits(15, 14, READ_WRITE)),
        FMSSR(bit(20, READ_WRITE)),
        FISSR(bit(21, READ_WRITE));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Csr implements Field {
        WUF(bit(0, READ_ONLY)),
        SBF(bit(1, READ_ONLY)),
        PVDO(bit(2, READ_ONLY)),
        BRR(bit(3, READ_ONLY)),
        EWUP3(bit(6, READ_WRITE)),
        EWUP2(bit(7, READ_WRITE)),
        EWUP1(bit(8, READ_WRITE)),
        BRE(bit(9, READ_WRITE)),
        VOSRDY(bit(14, READ_ONLY));

        private final Place place;

        Csr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private static final int VOSRDY = 0x0000_4000;

    private final Register<Cr> cr;
    private final Register<Csr> csr = new Register<>("PWR_CSR", 0x04, VOSRDY, Csr.class);
    private final RegisterBlock block;
    private final ResetAndClock clock;
    private final Unmodelled unmodelled;
    private InterruptLine detector = high -> { };
    private double volts;

    PowerControl(ResetAndClock clock, Switches switches, Unmodelled unmodelled) {
        this.clock = clock;
        this.unmodelled = unmodelled;
        int resetValue = switches.on(Switch.PWR_CR_RESETS_TO_SCALE_2) ? 0x0000_8000 : 0;
        cr = new Register<>("PWR_CR", 0x00, resetValue, Cr.class);
        block = new RegisterBlock("PWR", unmodelled, cr, csr);
    }

    /** A peripheral without its clock reads as 0 and hears nothing. RM0090 Rev 21 §7.3 [S]. */
    @Override public int read(int offset, BusWidth width, Master master) {
        return clock.clocksPower() ? block.read(offset, width) : 0;
    }

    @Override public boolean isSteady(int offset) {
        return true;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (!clock.clocksPower()) {
            return;
        }
        block.write(offset, value, width);
        if (cr.is(Cr.CWUF)) {
            csr.lower(Csr.WUF);
        }
        if (cr.is(Cr.CSBF)) {
            csr.lower(Csr.SBF);
        }
        cr.lower(Cr.CWUF);
        cr.lower(Cr.CSBF);
        if (cr.is(Cr.FMSSR) || cr.is(Cr.FISSR)) {
            unmodelled.note("PWR_CR: flash put to sleep while the system runs (FMSSR, FISSR)");
        }
        detect();
    }

    /** DBP: the backup domain may be written. */
    boolean opensBackup() {
        return cr.is(Cr.DBP);
    }

    /** PDDS: a deep sleep is Standby and not Stop. */
    boolean asksForStandby() {
        return cr.is(Cr.PDDS);
    }

    /** EWUP1: a rising edge on PA0 wakes. */
    boolean heedsWakePin() {
        return csr.is(Csr.EWUP1);
    }

    void wasInStandby() {
        csr.raise(Csr.SBF);
    }

    void wasWoken() {
        csr.raise(Csr.WUF);
    }

    /** Told what PVDO becomes: line 16 of EXTI. */
    void onVoltageDetector(InterruptLine line) {
        detector = line;
    }

    boolean detectsLowVoltage() {
        return csr.is(Csr.PVDO);
    }

    void volts(double now) {
        volts = now;
        detect();
    }

    // Between its two thresholds the detector keeps what it said.
    private void detect() {
        int level = cr.get(Cr.PLS);
        if (!cr.is(Cr.PVDE) || volts >= PVD_RISING[level]) {
            csr.lower(Csr.PVDO);
        } else if (volts < PVD_FALLING[level]) {
            csr.raise(Csr.PVDO);
        }
        detector.level(csr.is(Csr.PVDO));
    }

    void reset() {
        block.reset();
        detect();
    }

    /** Standby leaves PWR_CSR as it is. RM0090 Rev 21 §5.5.2 [S]. */
    void enterStandby() {
        cr.reset();
        detect();
    }
}
