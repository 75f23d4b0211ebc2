package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;

/** Sources of clocks in RCC at 0x4002_3800. RM0090 Rev 21 §7.3 [S]; bits and what is missing here as in stm32f412zx.h [C]. */
final class RccRegisters {

    /** Oscillators and PLLs, each with the bit that says that it is ready. */
    enum Cr implements Field {
        HSION(bit(0, READ_WRITE)),
        HSIRDY(bit(1, READ_ONLY)),
        HSITRIM(bits(7, 3, READ_WRITE)),
        HSICAL(bits(15, 8, READ_ONLY)),
        HSEON(bit(16, READ_WRITE)),
        HSERDY(bit(17, READ_ONLY)),
        HSEBYP(bit(18, READ_WRITE)),
        CSSON(bit(19, READ_WRITE)),
        PLLON(bit(24, READ_WRITE)),
        PLLRDY(bit(25, READ_ONLY)),
        PLLI2SON(bit(26, READ_WRITE)),
        PLLI2SRDY(bit(27, READ_ONLY));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Pllcfgr implements Field {
        PLLM(bits(5, 0, READ_WRITE)),
        PLLN(bits(14, 6, READ_WRITE)),
        PLLP(bits(17, 16, READ_WRITE)),
        PLLSRC(bit(22, READ_WRITE)),
        PLLQ(bits(27, 24, READ_WRITE)),
        PLLR(bits(30, 28, READ_WRITE));

        private final Place place;

        Pllcfgr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cfgr implements Field {
        SW(bits(1, 0, READ_WRITE)),
        SWS(bits(3, 2, READ_ONLY)),
        HPRE(bits(7, 4, READ_WRITE)),
        PPRE1(bits(12, 10, READ_WRITE)),
        PPRE2(bits(15, 13, READ_WRITE)),
        RTCPRE(bits(20, 16, READ_WRITE)),
        MCO1(bits(22, 21, READ_WRITE)),
        MCO1PRE(bits(26, 24, READ_WRITE)),
        MCO2PRE(bits(29, 27, READ_WRITE)),
        MCO2(bits(31, 30, READ_WRITE));

        private final Place place;

        Cfgr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Flags stay 0 and clearing them does nothing: interrupts of RCC are not modelled. */
    enum Cir implements Field {
        FLAGS(bits(7, 0, READ_ONLY)),
        ENABLES(bits(13, 8, READ_WRITE)),
        CLEARS(bits(23, 16, WRITE_ONLY));

        private final Place place;

        Cir(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** In the backup domain: outlives every reset but its own. */
    enum Bdcr implements Field {
        LSEON(bit(0, READ_WRITE)),
        LSERDY(bit(1, READ_ONLY)),
        LSEBYP(bit(2, READ_WRITE)),
        LSEMOD(bit(3, READ_WRITE)),
        RTCSEL(bits(9, 8, READ_WRITE)),
        RTCEN(bit(15, READ_WRITE)),
        BDRST(bit(16, READ_WRITE));

        private final Place place;

        Bdcr(Place place) {
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

    enum Dckcfgr implements Field {
        TIMPRE(bit(24, READ_WRITE)),
        SOURCES(bits(28, 25, READ_WRITE));

        private final Place place;

        Dckcfgr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Dckcfgr2 implements Field {
        FMPI2C1SEL(bits(23, 22, READ_WRITE)),
        CK48MSEL(bit(27, READ_WRITE)),
        SDIOSEL(bit(28, READ_WRITE));

        private final Place place;

        Dckcfgr2(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    final Register<Cr> cr = new Register<>("RCC_CR", 0x00, 0x0000_0083, Cr.class);
    final Register<Pllcfgr> pllcfgr = new Register<>("RCC_PLLCFGR", 0x04, 0x2400_3010, Pllcfgr.class);
    final Register<Cfgr> cfgr = new Register<>("RCC_CFGR", 0x08, 0, Cfgr.class);
    final Register<Cir> cir = new Register<>("RCC_CIR", 0x0C, 0, Cir.class);
    final Register<Bdcr> bdcr = new Register<>("RCC_BDCR", 0x70, 0, Bdcr.class);
    final Register<Csr> csr = new Register<>("RCC_CSR", 0x74, 0x0E00_0000, Csr.class);
    final Register<Whole> sscgr = new Register<>("RCC_SSCGR", 0x80, 0, Whole.class);
    final Register<Whole> plli2scfgr = new Register<>("RCC_PLLI2SCFGR", 0x84, 0x2400_3010, Whole.class);
    final Register<Dckcfgr> dckcfgr = new Register<>("RCC_DCKCFGR", 0x8C, 0, Dckcfgr.class);
    final Register<Whole> ckgatenr = new Register<>("RCC_CKGATENR", 0x90, 0, Whole.class);
    final Register<Dckcfgr2> dckcfgr2 = new Register<>("RCC_DCKCFGR2", 0x94, 0, Dckcfgr2.class);
}
