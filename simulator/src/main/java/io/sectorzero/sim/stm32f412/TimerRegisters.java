package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;

/** The registers of TIM2 to TIM5 that count. RM0090 Rev 21 §18.4 [S]; bits as in stm32f412zx.h [C]. */
final class TimerRegisters {

    private TimerRegisters() {
    }

    enum Cr1 implements Field {
        CEN(bit(0, READ_WRITE)),
        UDIS(bit(1, READ_WRITE)),
        URS(bit(2, READ_WRITE)),
        OPM(bit(3, READ_WRITE)),
        DIR(bit(4, READ_WRITE)),
        CMS(bits(6, 5, READ_WRITE)),
        ARPE(bit(7, READ_WRITE)),
        CKD(bits(9, 8, READ_WRITE));

        private final Place place;

        Cr1(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr2 implements Field {
        CCDS(bit(3, READ_WRITE)),
        MMS(bits(6, 4, READ_WRITE)),
        TI1S(bit(7, READ_WRITE));

        private final Place place;

        Cr2(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Smcr implements Field {
        SMS(bits(2, 0, READ_WRITE)),
        TS(bits(6, 4, READ_WRITE)),
        MSM(bit(7, READ_WRITE)),
        ETF(bits(11, 8, READ_WRITE)),
        ETPS(bits(13, 12, READ_WRITE)),
        ECE(bit(14, READ_WRITE)),
        ETP(bit(15, READ_WRITE));

        private final Place place;

        Smcr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Dier implements Field {
        UIE(bit(0, READ_WRITE)),
        CCIE(bits(4, 1, READ_WRITE)),
        TIE(bit(6, READ_WRITE)),
        UDE(bit(8, READ_WRITE)),
        CCDE(bits(12, 9, READ_WRITE)),
        TDE(bit(14, READ_WRITE));

        private final Place place;

        Dier(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** rc_w0: a 0 clears the flag, a 1 leaves it. Only updates are modelled, so no other flag ever rises. */
    enum Sr implements Field {
        UIF(bit(0, READ_WRITE));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Egr implements Field {
        UG(bit(0, WRITE_ONLY)),
        CCG(bits(4, 1, WRITE_ONLY)),
        TG(bit(6, WRITE_ONLY));

        private final Place place;

        Egr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Psc implements Field {
        PSC(bits(15, 0, READ_WRITE));

        private final Place place;

        Psc(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }
}
