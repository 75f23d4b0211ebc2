package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import java.util.function.LongSupplier;

/**
 * RNG at 0x5006_0800: a new word every 40 periods of the 48 MHz clock. Where that clock is missing there are no words,
 * and CECS says so. RM0090 Rev 21 §24 [S].
 */
final class RandomGenerator implements BusDevice {

    static final int BASE = 0x5006_0800;
    static final int LENGTH = 0x400;

    private static final int PERIODS_PER_WORD = 40;
    private static final long NOT_BOOKED = -1;

    enum Cr implements Field {
        RNGEN(bit(2, READ_WRITE)),
        IE(bit(3, READ_WRITE));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** CEIS and SEIS are rc_w0: a 0 clears them, a 1 leaves them. */
    enum Sr implements Field {
        DRDY(bit(0, READ_ONLY)),
        CECS(bit(1, READ_ONLY)),
        SECS(bit(2, READ_ONLY)),
        CEIS(bit(5, READ_WRITE)),
        SEIS(bit(6, READ_WRITE));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final World world;
    private final Dice dice;
    private final LongSupplier hz;
    private final LongSupplier hclk;
    private final Ticker ticker;
    private final InterruptLine interrupt;
    private final Register<Cr> cr = new Register<>("RNG_CR", 0x00, 0, Cr.class);
    private final Register<Sr> sr = new Register<>("RNG_SR", 0x04, 0, Sr.class);
    private final Register<Whole> dr = new Register<>("RNG_DR", 0x08, 0, Whole.class);
    private final RegisterBlock block;
    private long ticket = NOT_BOOKED;

    /** @param hz the 48 MHz clock */
    RandomGenerator(World world, LongSupplier hz, LongSupplier hclk, Unmodelled unmodelled, InterruptLine interrupt) {
        this.world = world;
        this.hz = hz;
        this.hclk = hclk;
        this.interrupt = interrupt;
        dice = world.dice("random generator");
        ticker = new Ticker(world, hz);
        block = new RegisterBlock("RNG", unmodelled, cr, sr, dr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        int value = block.read(offset, width);
        if (block.at(offset, width) == dr) {
            dr.load(0);
            sr.lower(Sr.DRDY);
            gather();
        }
        return value;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        int flags = sr.value();
        if (register != dr) {
            block.write(offset, value, width);
        }
        sr.load(sr.value() & flags);
        gather();
    }

    void clockChanged() {
        ticker.clockChanged();
        gather();
    }

    // The clock is too slow below a sixteenth of HCLK.
    private void gather() {
        world.cancel(ticket);
        long rate = hz.getAsLong();
        boolean slow = cr.is(Cr.RNGEN) && (rate == 0 || rate < hclk.getAsLong() / 16);
        sr.set(Sr.CECS, slow ? 1 : 0);
        if (slow) {
            sr.raise(Sr.CEIS);
        } else if (cr.is(Cr.RNGEN) && !sr.is(Sr.DRDY)) {
            ticket = world.at(ticker.nanosAt(ticker.ticks() + PERIODS_PER_WORD), this::ready);
        }
        request();
    }

    private void ready() {
        dr.load((int) dice.bits());
        sr.raise(Sr.DRDY);
        request();
    }

    private void request() {
        interrupt.level(cr.is(Cr.IE) && (sr.is(Sr.DRDY) || sr.is(Sr.CEIS) || sr.is(Sr.SEIS)));
    }

    void reset() {
        block.reset();
        gather();
    }
}
