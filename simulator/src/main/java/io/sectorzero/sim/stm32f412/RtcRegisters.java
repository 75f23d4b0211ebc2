package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;

/** The registers of the RTC that are modelled. RM0090 Rev 21 §26.6 [S]; bits as in stm32f412zx.h [C]. */
final class RtcRegisters {

    private RtcRegisters() {
    }

    enum Tr implements Field {
        S(bits(6, 0, READ_WRITE)),
        MN(bits(14, 8, READ_WRITE)),
        H(bits(21, 16, READ_WRITE)),
        PM(bit(22, READ_WRITE));

        private final Place place;

        Tr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Dr implements Field {
        D(bits(5, 0, READ_WRITE)),
        M(bits(12, 8, READ_WRITE)),
        WDU(bits(15, 13, READ_WRITE)),
        Y(bits(23, 16, READ_WRITE));

        private final Place place;

        Dr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr implements Field {
        WUCKSEL(bits(2, 0, READ_WRITE)),
        TSEDGE(bit(3, READ_WRITE)),
        REFCKON(bit(4, READ_WRITE)),
        BYPSHAD(bit(5, READ_WRITE)),
        FMT(bit(6, READ_WRITE)),
        DCE(bit(7, READ_WRITE)),
        ALRAE(bit(8, READ_WRITE)),
        ALRBE(bit(9, READ_WRITE)),
        WUTE(bit(10, READ_WRITE)),
        TSE(bit(11, READ_WRITE)),
        ALRAIE(bit(12, READ_WRITE)),
        ALRBIE(bit(13, READ_WRITE)),
        WUTIE(bit(14, READ_WRITE)),
        TSIE(bit(15, READ_WRITE)),
        ADD1H(bit(16, WRITE_ONLY)),
        SUB1H(bit(17, WRITE_ONLY)),
        BKP(bit(18, READ_WRITE)),
        COSEL(bit(19, READ_WRITE)),
        POL(bit(20, READ_WRITE)),
        OSEL(bits(22, 21, READ_WRITE)),
        COE(bit(23, READ_WRITE));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** RSF and WUTF are rc_w0: a 0 clears them, a 1 leaves them. */
    enum Isr implements Field {
        ALRAWF(bit(0, READ_ONLY)),
        ALRBWF(bit(1, READ_ONLY)),
        WUTWF(bit(2, READ_ONLY)),
        SHPF(bit(3, READ_ONLY)),
        INITS(bit(4, READ_ONLY)),
        RSF(bit(5, READ_WRITE)),
        INITF(bit(6, READ_ONLY)),
        INIT(bit(7, READ_WRITE)),
        WUTF(bit(10, READ_WRITE));

        private final Place place;

        Isr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Prer implements Field {
        PREDIV_S(bits(14, 0, READ_WRITE)),
        PREDIV_A(bits(22, 16, READ_WRITE));

        private final Place place;

        Prer(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Wutr implements Field {
        WUT(bits(15, 0, READ_WRITE));

        private final Place place;

        Wutr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Wpr implements Field {
        KEY(bits(7, 0, WRITE_ONLY));

        private final Place place;

        Wpr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Ssr implements Field {
        SS(bits(15, 0, READ_ONLY));

        private final Place place;

        Ssr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }
}
