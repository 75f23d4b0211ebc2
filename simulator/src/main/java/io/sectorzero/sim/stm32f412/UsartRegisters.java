package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;

/** A USART. RM0090 Rev 21 §30.6 [S]; bits as in stm32f412zx.h [C]. */
final class UsartRegisters {

    /** CTS, LBD, TC and RXNE are rc_w0: a 0 clears them, a 1 leaves them. */
    enum Sr implements Field {
        PE(bit(0, READ_ONLY)),
        FE(bit(1, READ_ONLY)),
        NF(bit(2, READ_ONLY)),
        ORE(bit(3, READ_ONLY)),
        IDLE(bit(4, READ_ONLY)),
        RXNE(bit(5, READ_ONLY)),
        TC(bit(6, READ_ONLY)),
        TXE(bit(7, READ_ONLY)),
        LBD(bit(8, READ_ONLY)),
        CTS(bit(9, READ_ONLY));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Dr implements Field {
        DR(bits(8, 0, READ_WRITE));

        private final Place place;

        Dr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** The clock cycles of a bit: with 16 samples as they stand; with 8, mantissa from bit 4 and eighths in bits 2:0. */
    enum Brr implements Field {
        DIV(bits(15, 0, READ_WRITE));

        private final Place place;

        Brr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr1 implements Field {
        SBK(bit(0, READ_WRITE)),
        RWU(bit(1, READ_WRITE)),
        RE(bit(2, READ_WRITE)),
        TE(bit(3, READ_WRITE)),
        IDLEIE(bit(4, READ_WRITE)),
        RXNEIE(bit(5, READ_WRITE)),
        TCIE(bit(6, READ_WRITE)),
        TXEIE(bit(7, READ_WRITE)),
        PEIE(bit(8, READ_WRITE)),
        PS(bit(9, READ_WRITE)),
        PCE(bit(10, READ_WRITE)),
        WAKE(bit(11, READ_WRITE)),
        M(bit(12, READ_WRITE)),
        UE(bit(13, READ_WRITE)),
        OVER8(bit(15, READ_WRITE));

        private final Place place;

        Cr1(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr2 implements Field {
        ADD(bits(3, 0, READ_WRITE)),
        LBDL(bit(5, READ_WRITE)),
        LBDIE(bit(6, READ_WRITE)),
        SYNCHRONOUS(bits(11, 8, READ_WRITE)),
        STOP(bits(13, 12, READ_WRITE)),
        LINEN(bit(14, READ_WRITE));

        private final Place place;

        Cr2(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr3 implements Field {
        EIE(bit(0, READ_WRITE)),
        IREN(bit(1, READ_WRITE)),
        IRLP(bit(2, READ_WRITE)),
        HDSEL(bit(3, READ_WRITE)),
        NACK(bit(4, READ_WRITE)),
        SCEN(bit(5, READ_WRITE)),
        DMAR(bit(6, READ_WRITE)),
        DMAT(bit(7, READ_WRITE)),
        RTSE(bit(8, READ_WRITE)),
        CTSE(bit(9, READ_WRITE)),
        CTSIE(bit(10, READ_WRITE)),
        ONEBIT(bit(11, READ_WRITE));

        private final Place place;

        Cr3(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Gtpr implements Field {
        PSC(bits(7, 0, READ_WRITE)),
        GT(bits(15, 8, READ_WRITE));

        private final Place place;

        Gtpr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    final Register<Sr> sr;
    final Register<Dr> dr;
    final Register<Brr> brr;
    final Register<Cr1> cr1;
    final Register<Cr2> cr2;
    final Register<Cr3> cr3;
    final Register<Gtpr> gtpr;

    UsartRegisters(String name) {
        sr = new Register<>(name + "_SR", 0x00, 0xC0, Sr.class);
        dr = new Register<>(name + "_DR", 0x04, 0, Dr.class);
        brr = new Register<>(name + "_BRR", 0x08, 0, Brr.class);
        cr1 = new Register<>(name + "_CR1", 0x0C, 0, Cr1.class);
        cr2 = new Register<>(name + "_CR2", 0x10, 0, Cr2.class);
        cr3 = new Register<>(name + "_CR3", 0x14, 0, Cr3.class);
        gtpr = new Register<>(name + "_GTPR", 0x18, 0, Gtpr.class);
    }
}
