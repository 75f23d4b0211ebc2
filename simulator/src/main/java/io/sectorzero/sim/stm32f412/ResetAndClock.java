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

/**
 * RCC at 0x4002_3800, as far as flashing looks at it: clock enables and the reset flags. Bits as in stm32f412zx.h [C].
 * Flags add up until RMVF or power-on clears them. RM0090 Rev 21 §7.3.21 [S].
 */
final class ResetAndClock implements BusDevice {

    static final int BASE = 0x4002_3800;
    static final int LENGTH = 0x400;

    private static final int ALL_FLAGS = 0xFE00_0000;

    enum Ahb1enr implements Field {
        GPIO(bits(7, 0, READ_WRITE)),
        CRCEN(bit(12, READ_WRITE)),
        DMA1EN(bit(21, READ_WRITE)),
        DMA2EN(bit(22, READ_WRITE));

        private final Place place;

        Ahb1enr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Ahb2enr implements Field {
        RNGEN(bit(6, READ_WRITE)),
        OTGFSEN(bit(7, READ_WRITE));

        private final Place place;

        Ahb2enr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb1enr implements Field {
        TIM(bits(8, 0, READ_WRITE)),
        RTCAPBEN(bit(10, READ_WRITE)),
        WWDGEN(bit(11, READ_WRITE)),
        SPI(bits(15, 14, READ_WRITE)),
        USART(bits(18, 17, READ_WRITE)),
        I2C(bits(24, 21, READ_WRITE)),
        CAN(bits(26, 25, READ_WRITE)),
        PWREN(bit(28, READ_WRITE));

        private final Place place;

        Apb1enr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb2enr implements Field {
        TIM1AND8(bits(1, 0, READ_WRITE)),
        USART1AND6(bits(5, 4, READ_WRITE)),
        ADC1EN(bit(8, READ_WRITE)),
        SDIOEN(bit(11, READ_WRITE)),
        SPI1AND4(bits(13, 12, READ_WRITE)),
        SYSCFGEN(bit(14, READ_WRITE)),
        EXTITEN(bit(15, READ_WRITE)),
        TIM9TO11(bits(18, 16, READ_WRITE)),
        SPI5EN(bit(20, READ_WRITE)),
        DFSDM1EN(bit(24, READ_WRITE));

        private final Place place;

        Apb2enr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Csr implements Field {
        LSION(bit(0, READ_WRITE)),
        LSIRDY(bit(1, READ_ONLY)),
        RMVF(bit(24, WRITE_ONLY)),
        BORRSTF(bit(25, READ_ONLY)),
        PINRSTF(bit(26, READ_ONLY)),
        PORRSTF(bit(27, READ_ONLY)),
        SFTRSTF(bit(28, READ_ONLY)),
        IWDGRSTF(bit(29, READ_ONLY)),
        WWDGRSTF(bit(30, READ_ONLY)),
        LPWRRSTF(bit(31, READ_ONLY));

        private final Place place;

        Csr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    // The register description file resets AHB1ENR to 0x0010_0000, a bit of parts with CCM, which this part has not [I].
    private final Register<Ahb1enr> ahb1enr = new Register<>("RCC_AHB1ENR", 0x30, 0, Ahb1enr.class);
    private final Register<Ahb2enr> ahb2enr = new Register<>("RCC_AHB2ENR", 0x34, 0, Ahb2enr.class);
    private final Register<Apb1enr> apb1enr = new Register<>("RCC_APB1ENR", 0x40, 0, Apb1enr.class);
    private final Register<Apb2enr> apb2enr = new Register<>("RCC_APB2ENR", 0x44, 0, Apb2enr.class);
    private final Register<Csr> csr = new Register<>("RCC_CSR", 0x74, 0x0E00_0000, Csr.class);
    private final RegisterBlock block;

    private final Runnable changed;

    /** @param changed told when clocks may have been switched */
    ResetAndClock(Unmodelled unmodelled, Runnable changed) {
        this.changed = changed;
        block = new RegisterBlock("RCC", unmodelled, ahb1enr, ahb2enr, apb1enr, apb2enr, csr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        block.write(offset, value, width);
        if (csr.is(Csr.RMVF)) {
            csr.load(csr.value() & ~ALL_FLAGS);
            csr.lower(Csr.RMVF);
        }
        csr.set(Csr.LSIRDY, csr.get(Csr.LSION));
        changed.run();
    }

    boolean clocksCrc() {
        return ahb1enr.is(Ahb1enr.CRCEN);
    }

    /** TIM2 to TIM5 begin at bit 0. */
    boolean clocksTimer(int number) {
        return (apb1enr.get(Apb1enr.TIM) >>> number - 2 & 1) != 0;
    }

    boolean clocksWindowWatchdog() {
        return apb1enr.is(Apb1enr.WWDGEN);
    }

    boolean clocksDma(int number) {
        return ahb1enr.is(number == 1 ? Ahb1enr.DMA1EN : Ahb1enr.DMA2EN);
    }

    boolean clocksRandomGenerator() {
        return ahb2enr.is(Ahb2enr.RNGEN);
    }

    boolean clocksPower() {
        return apb1enr.is(Apb1enr.PWREN);
    }

    boolean clocksSystemConfiguration() {
        return apb2enr.is(Apb2enr.SYSCFGEN);
    }

    /** Every reset: clock enables go, flags stay and one joins them. */
    void reset(ResetCause cause) {
        int flags = csr.value() & ALL_FLAGS;
        block.reset();
        csr.load(flags);
        switch (cause) {
            case POWER_ON -> csr.reset();
            case BROWN_OUT -> csr.raise(Csr.BORRSTF);
            case PIN -> { }
            case SOFTWARE -> csr.raise(Csr.SFTRSTF);
            case WATCHDOG -> csr.raise(Csr.IWDGRSTF);
            case WINDOW_WATCHDOG -> csr.raise(Csr.WWDGRSTF);
        }
        csr.raise(Csr.PINRSTF);
    }

    /** A start that the internal supervisor slept through leaves only the pin's flag [I]. */
    void unsupervisedStart() {
        block.reset();
        csr.load(Csr.PINRSTF.place().mask());
    }

    @Override public String toString() {
        return csr.explain();
    }
}
