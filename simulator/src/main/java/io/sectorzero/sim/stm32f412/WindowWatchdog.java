package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.SET_ONLY;
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
import io.sectorzero.sim.world.World;

/**
 * WWDG at 0x4000_2C00: a counter that must be written again before it falls below 0x40, but not while it is above the
 * window. It counts PCLK1/4096, divided by WDGTB. RM0090 Rev 21 §22 [S].
 */
final class WindowWatchdog implements BusDevice {

    static final int BASE = 0x4000_2C00;
    static final int LENGTH = 0x400;

    private static final int PCLK_CYCLES = 4096;
    private static final int LAST_COUNT = 0x40;
    private static final long NOT_BOOKED = -1;

    enum Cr implements Field {
        T(bits(6, 0, READ_WRITE)),
        WDGA(bit(7, SET_ONLY));

        private final Place place;

        Cr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Cfr implements Field {
        W(bits(6, 0, READ_WRITE)),
        WDGTB(bits(8, 7, READ_WRITE)),
        EWI(bit(9, SET_ONLY));

        private final Place place;

        Cfr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** rc_w0: a 0 clears the flag, a 1 leaves it. */
    enum Sr implements Field {
        EWIF(bit(0, READ_WRITE));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final World world;
    private final Ticker ticker;
    private final InterruptLine interrupt;
    private final Runnable bite;
    private final Register<Cr> cr = new Register<>("WWDG_CR", 0x00, 0x7F, Cr.class);
    private final Register<Cfr> cfr = new Register<>("WWDG_CFR", 0x04, 0x7F, Cfr.class);
    private final Register<Sr> sr = new Register<>("WWDG_SR", 0x08, 0, Sr.class);
    private final RegisterBlock block;
    private long startTick;
    private int startCount = 0x7F;
    private long ticket = NOT_BOOKED;

    /** @param bite what happens when nobody came in time, or too early */
    WindowWatchdog(World world, PeripheralClock clock, Unmodelled unmodelled, InterruptLine interrupt, Runnable bite) {
        this.world = world;
        this.interrupt = interrupt;
        this.bite = bite;
        ticker = new Ticker(world, clock::hz);
        block = new RegisterBlock("WWDG", unmodelled, cr, cfr, sr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        cr.set(Cr.T, count());
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        int count = count();
        boolean ran = cr.is(Cr.WDGA);
        boolean warned = sr.is(Sr.EWIF);
        Register<?> register = block.at(offset, width);
        block.write(offset, value, width);
        if (register == sr) {
            sr.set(Sr.EWIF, warned && sr.is(Sr.EWIF) ? 1 : 0);
        } else if (register == cr && ran && count > cfr.get(Cfr.W)) {
            bite.run();
            return;
        } else {
            count = register == cr ? cr.get(Cr.T) : count;
            startCount = count;
            startTick = ticker.ticks();
        }
        book();
    }

    private int cyclesPerCount() {
        return PCLK_CYCLES << cfr.get(Cfr.WDGTB);
    }

    private int count() {
        return startCount - (int) ((ticker.ticks() - startTick) / cyclesPerCount()) & 0x7F;
    }

    /** Before it bites it warns, with the count at 0x40. A count below that in a running watchdog bites at once. */
    private void book() {
        world.cancel(ticket);
        interrupt.level(sr.is(Sr.EWIF) && cfr.is(Cfr.EWI));
        if (!cr.is(Cr.WDGA)) {
            return;
        }
        int count = count();
        if (count < LAST_COUNT) {
            ticket = world.in(0, bite::run);
        } else if (!ticker.isStopped()) {
            int next = count > LAST_COUNT ? startCount - LAST_COUNT : startCount - LAST_COUNT + 1;
            ticket = world.at(ticker.nanosAt(startTick + (long) next * cyclesPerCount()), this::countDown);
        }
    }

    private void countDown() {
        if (count() == LAST_COUNT) {
            sr.raise(Sr.EWIF);
        }
        book();
    }

    /** PCLK1 is another one, or stands still with the core. */
    void clockChanged() {
        int count = count();
        ticker.clockChanged();
        startCount = count;
        startTick = ticker.ticks();
        book();
    }

    void reset() {
        block.reset();
        startCount = cr.get(Cr.T);
        startTick = ticker.ticks();
        book();
    }
}
