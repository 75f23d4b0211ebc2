package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.SET_ONLY;
import static io.sectorzero.sim.silicon.Access.WRITE_ONE_TO_CLEAR;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;

/** The flash interface at 0x4002_3C00. RM0090 Rev 21 §3.9 [S]; bits as in stm32f412zx.h [C]. There is no OPTCR1. */
final class FlashRegisters {

    static final int BASE = 0x4002_3C00;

    /** Access control: wait states and the two caches. The resets stay set until software takes them back [C]. */
    enum Acr implements Field {
        LATENCY(bits(2, 0, READ_WRITE)),
        PRFTEN(bit(8, READ_WRITE)),
        ICEN(bit(9, READ_WRITE)),
        DCEN(bit(10, READ_WRITE)),
        ICRST(bit(11, WRITE_ONLY)),
        DCRST(bit(12, READ_WRITE));

        private final Place place;

        Acr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** KEYR and OPTKEYR: a number that is only ever written. */
    enum Key implements Field {
        KEY(bits(31, 0, WRITE_ONLY));

        private final Place place;

        Key(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Status. Every error is cleared by writing 1; BSY belongs to the hardware. */
    enum Sr implements Field {
        EOP(bit(0, WRITE_ONE_TO_CLEAR)),
        OPERR(bit(1, WRITE_ONE_TO_CLEAR)),
        WRPERR(bit(4, WRITE_ONE_TO_CLEAR)),
        PGAERR(bit(5, WRITE_ONE_TO_CLEAR)),
        PGPERR(bit(6, WRITE_ONE_TO_CLEAR)),
        PGSERR(bit(7, WRITE_ONE_TO_CLEAR)),
        RDERR(bit(8, WRITE_ONE_TO_CLEAR)),
        BSY(bit(16, READ_ONLY));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Control. SNB has four bits on a part with twelve sectors; bit 15 (MER1 of larger parts) does not exist. */
    enum Cr implements Field {
        PG(bit(0, READ_WRITE)),
        SER(bit(1, READ_WRITE)),
        MER(bit(2, READ_WRITE)),
        SNB(bits(6, 3, READ_WRITE)),
        PSIZE(bits(9, 8, READ_WRITE)),
        STRT(bit(16, SET_ONLY)),
        EOPIE(bit(24, READ_WRITE)),
        ERRIE(bit(25, READ_WRITE)),
        LOCK(bit(31, SET_ONLY));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Option control, the shadow of the option sector. Bits 4 and 30:28 are reserved and read 0. */
    enum Optcr implements Field {
        OPTLOCK(bit(0, SET_ONLY)),
        OPTSTRT(bit(1, SET_ONLY)),
        BOR_LEV(bits(3, 2, READ_WRITE)),
        WDG_SW(bit(5, READ_WRITE)),
        nRST_STOP(bit(6, READ_WRITE)),
        nRST_STDBY(bit(7, READ_WRITE)),
        RDP(bits(15, 8, READ_WRITE)),
        nWRP(bits(27, 16, READ_WRITE)),
        SPRMOD(bit(31, READ_WRITE));

        private final Place place;

        Optcr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    final Register<Acr> acr = new Register<>("FLASH_ACR", 0x00, 0x0000_0000, Acr.class);
    final Register<Key> keyr = new Register<>("FLASH_KEYR", 0x04, 0x0000_0000, Key.class);
    final Register<Key> optkeyr = new Register<>("FLASH_OPTKEYR", 0x08, 0x0000_0000, Key.class);
    final Register<Sr> sr = new Register<>("FLASH_SR", 0x0C, 0x0000_0000, Sr.class);
    final Register<Cr> cr = new Register<>("FLASH_CR", 0x10, 0x8000_0000, Cr.class);
    final Register<Optcr> optcr = new Register<>("FLASH_OPTCR", 0x14, 0x0FFF_AAED, Optcr.class);
}
