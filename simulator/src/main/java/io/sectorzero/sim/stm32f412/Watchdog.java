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
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;

/**
 * IWDG at 0x4000_3000. Runs on LSI, and once started only a reset stops it; a halted core freezes it where
 * DBG_IWDG_STOP is set. RM0090 Rev 21 §21 [S].
 */
final class Watchdog implements BusDevice {

    static final int BASE = 0x4000_3000;
    static final int LENGTH = 0x400;

    private static final int UNLOCK = 0x5555;
    private static final int RELOAD = 0xAAAA;
    private static final int START = 0xCCCC;
    private static final int UPDATE_CYCLES = 5;
    private static final long SECOND = 1_000_000_000L;
    private static final long NOT_BOOKED = -1;

    enum Kr implements Field {
        KEY(bits(15, 0, WRITE_ONLY));

        private final Place place;

        Kr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Pr implements Field {
        PR(bits(2, 0, READ_WRITE));

        private final Place place;

        Pr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Rlr implements Field {
        RL(bits(11, 0, READ_WRITE));

        private final Place place;

        Rlr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Sr implements Field {
        PVU(bit(0, READ_ONLY)),
        RVU(bit(1, READ_ONLY));

        private final Place place;

        Sr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final World world;
    private final int lsiHz;
    private final Runnable bite;
    private final Register<Kr> kr = new Register<>("IWDG_KR", 0x00, 0, Kr.class);
    private final Register<Pr> pr = new Register<>("IWDG_PR", 0x04, 0, Pr.class);
    private final Register<Rlr> rlr = new Register<>("IWDG_RLR", 0x08, 0xFFF, Rlr.class);
    private final Register<Sr> sr = new Register<>("IWDG_SR", 0x0C, 0, Sr.class);
    private final RegisterBlock block;

    private final Happening due = this::due;

    private boolean running;
    private boolean frozen;
    private boolean unlocked;
    private long biteNanos;
    private long bookedNanos;
    private long leftNanos;
    private long ticket = NOT_BOOKED;
    private long prUpdatedNanos;
    private long rlrUpdatedNanos;

    /** @param bite what happens when nobody came in time */
    Watchdog(World world, int lsiHz, Unmodelled unmodelled, Runnable bite) {
        this.world = world;
        this.lsiHz = lsiHz;
        this.bite = bite;
        block = new RegisterBlock("IWDG", unmodelled, kr, pr, rlr, sr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        sr.set(Sr.PVU, isUpdating(prUpdatedNanos) ? 1 : 0);
        sr.set(Sr.RVU, isUpdating(rlrUpdatedNanos) ? 1 : 0);
        return block.read(offset, width);
    }

    // The update crosses into the LSI domain, so without a running LSI it never ends: PVU stays 1. AN2606 Rev 70.
    private boolean isUpdating(long writtenNanos) {
        return writtenNanos > 0 && (!running || world.nanos() < writtenNanos + UPDATE_CYCLES * SECOND / lsiHz);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        if (register == kr) {
            key(value);
        } else if (unlocked) {
            block.write(offset, value, width);
            noteUpdate(register);
        }
    }

    private void key(int value) {
        unlocked = value == UNLOCK;
        if (value == START) {
            start();
        } else if (value == RELOAD && running) {
            reload();
        }
    }

    private void noteUpdate(Register<?> register) {
        if (register == pr) {
            prUpdatedNanos = Math.max(1, world.nanos());
        } else if (register == rlr) {
            rlrUpdatedNanos = Math.max(1, world.nanos());
        }
    }

    boolean isRunning() {
        return running;
    }

    void start() {
        if (!running) {
            running = true;
            reload();
        }
    }

    private void reload() {
        leftNanos = periodNanos();
        if (!frozen) {
            count();
        }
    }

    private long periodNanos() {
        long counts = rlr.get(Rlr.RL) + 1L;
        int divider = 4 << Math.min(6, pr.get(Pr.PR));
        return counts * divider * SECOND / lsiHz;
    }

    // A program may feed it a million times a second, so a bite that is put off stays booked where it was.
    private void count() {
        biteNanos = world.nanos() + leftNanos;
        if (ticket == NOT_BOOKED || biteNanos < bookedNanos) {
            unbook();
            book();
        }
    }

    private void book() {
        bookedNanos = biteNanos;
        ticket = world.at(biteNanos, due);
    }

    private void unbook() {
        world.cancel(ticket);
        ticket = NOT_BOOKED;
    }

    private void due() {
        ticket = NOT_BOOKED;
        if (world.nanos() < biteNanos) {
            book();
        } else {
            bite.run();
        }
    }

    /** The core was halted with the freeze bit set, or runs again. */
    void freeze(boolean now) {
        if (now == frozen) {
            return;
        }
        frozen = now;
        if (running && now) {
            leftNanos = biteNanos - world.nanos();
            unbook();
        } else if (running) {
            count();
        }
    }

    void reset() {
        if (running && !frozen) {
            unbook();
        }
        running = false;
        unlocked = false;
        prUpdatedNanos = 0;
        rlrUpdatedNanos = 0;
        block.reset();
    }
}
