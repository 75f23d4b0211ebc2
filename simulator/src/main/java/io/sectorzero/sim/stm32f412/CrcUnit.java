package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
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

/** The CRC unit at 0x4002_3000: words, most significant bit first, 0x04C1_1DB7, no reflection. RM0090 Rev 21 §4 [S]. */
final class CrcUnit implements BusDevice {

    static final int BASE = 0x4002_3000;
    static final int LENGTH = 0x400;

    private static final int POLYNOMIAL = 0x04C1_1DB7;

    enum Dr implements Field {
        DATA(bits(31, 0, READ_WRITE));

        private final Place place;

        Dr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Idr implements Field {
        SCRATCH(bits(7, 0, READ_WRITE));

        private final Place place;

        Idr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cr implements Field {
        RESET(bit(0, WRITE_ONLY));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final Register<Dr> dr = new Register<>("CRC_DR", 0x00, 0xFFFF_FFFF, Dr.class);
    private final Register<Idr> idr = new Register<>("CRC_IDR", 0x04, 0, Idr.class);
    private final Register<Cr> cr = new Register<>("CRC_CR", 0x08, 0, Cr.class);
    private final RegisterBlock block;
    private final ResetAndClock clock;

    CrcUnit(ResetAndClock clock, Unmodelled unmodelled) {
        this.clock = clock;
        block = new RegisterBlock("CRC", unmodelled, dr, idr, cr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return clock.clocksCrc() ? block.read(offset, width) : 0;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (!clock.clocksCrc()) {
            return;
        }
        if (block.at(offset, width) != dr) {
            block.write(offset, value, width);
            if (cr.is(Cr.RESET)) {
                cr.reset();
                dr.reset();
            }
        } else if (width == BusWidth.WORD) {
            dr.load(step(dr.value() ^ value));
        } else {
            throw new BusFault("CRC_DR takes words only");
        }
    }

    private static int step(int mixed) {
        int crc = mixed;
        for (int i = 0; i < Integer.SIZE; i++) {
            crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
        }
        return crc;
    }

    void reset() {
        block.reset();
    }
}
