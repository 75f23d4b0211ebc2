package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;

/** The registers of one DMA stream. RM0090 Rev 21 §10.5 [S]; bits as in stm32f412zx.h [C]. */
final class DmaRegisters {

    private DmaRegisters() {
    }

    enum Cr implements Field {
        EN(bit(0, READ_WRITE)),
        DMEIE(bit(1, READ_WRITE)),
        TEIE(bit(2, READ_WRITE)),
        HTIE(bit(3, READ_WRITE)),
        TCIE(bit(4, READ_WRITE)),
        PFCTRL(bit(5, READ_WRITE)),
        DIR(bits(7, 6, READ_WRITE)),
        CIRC(bit(8, READ_WRITE)),
        PINC(bit(9, READ_WRITE)),
        MINC(bit(10, READ_WRITE)),
        PSIZE(bits(12, 11, READ_WRITE)),
        MSIZE(bits(14, 13, READ_WRITE)),
        PINCOS(bit(15, READ_WRITE)),
        PL(bits(17, 16, READ_WRITE)),
        DBM(bit(18, READ_WRITE)),
        CT(bit(19, READ_WRITE)),
        ACK(bit(20, READ_WRITE)),
        PBURST(bits(22, 21, READ_WRITE)),
        MBURST(bits(24, 23, READ_WRITE)),
        CHSEL(bits(27, 25, READ_WRITE));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Ndtr implements Field {
        NDT(bits(15, 0, READ_WRITE));

        private final Place place;

        Ndtr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Fcr implements Field {
        FTH(bits(1, 0, READ_WRITE)),
        DMDIS(bit(2, READ_WRITE)),
        FS(bits(5, 3, READ_ONLY)),
        FEIE(bit(7, READ_WRITE));

        private final Place place;

        Fcr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }
}
