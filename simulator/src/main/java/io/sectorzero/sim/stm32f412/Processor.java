package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.cortexm.CoreSettings;
import io.sectorzero.sim.cortexm.Stop;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The core and its place in time. It runs in slices: each begins as a happening and ends where something else happens,
 * so whoever acts on the chip from outside finds the core at the world's time. A core that has nothing to do is not given
 * any: it sleeps until its timer or a line wakes it, waits until the bus is ready, or stands still.
 *
 * <p>Most chips are flashed and never run, so the core is made when it is first asked for.
 */
final class Processor implements ProcessorBus.Pace {

    /** Lines 0 to 96, four priority bits. stm32f412zx.h [C]. */
    private static final CoreSettings SETTINGS = new CoreSettings(97, 4, 8);
    /** Where nothing else happens, whoever waits for a condition wants to look at it now and then. */
    private static final long QUANTUM_NANOS = 1_000_000;
    private static final long NOT_BOOKED = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final Bus bus;
    private final LongSupplier generation;
    private final Consumer<Core> made;
    private final CycleClock clock = new CycleClock(Frequencies.HSI_HZ);
    private final Happening slice = this::slice;

    private Core core;
    /** It is out of reset and nobody acts for it. */
    private boolean runs;
    /** Stop mode: its clock stands still. */
    private boolean clockless;
    private LowPower lowPower;
    private boolean running;
    private long sliceEndNanos;
    private long readyNanos;
    private long ticket = NOT_BOOKED;
    private Stop stop = Stop.BUDGET;

    /**
     * @param generation differs when what the bus said about pages holds no longer
     * @param made       the core has come into being and is to be wired
     */
    Processor(World world, Bus bus, LongSupplier generation, Consumer<Core> made) {
        this.world = world;
        this.bus = bus;
        this.generation = generation;
        this.made = made;
    }

    Core core() {
        if (core == null) {
            core = new Core(new ProcessorBus(bus, this, generation), SETTINGS);
            core.onHands(this::hands);
            made.accept(core);
            clock.set(core.cycles(), world.nanos());
        }
        return core;
    }

    /** Somebody else than the core wrote. */
    void written(int address, int bytes) {
        if (core != null) {
            core.memoryWritten(address, bytes);
        }
    }

    long hz() {
        return clock.hz();
    }

    void frequency(long hz) {
        if (hz == clock.hz()) {
            return;
        }
        catchUp();
        clock.frequency(core == null ? 0 : core.cycles(), hz);
        if (running) {
            core.yieldAt(core.cycles());
        } else {
            rouse();
        }
    }

    /** The core leaves reset. */
    void start() {
        core();
        begin();
    }

    /** The chip leaves reset, and a loader acts in the core's place. */
    void leftReset() {
        if (core != null) {
            core.leftReset();
        }
    }

    /** A loader that acted in the core's place hands over to a program. */
    void startAt(int stack, int entry) {
        core().startAt(stack, entry);
        begin();
    }

    private void begin() {
        runs = true;
        stop = Stop.BUDGET;
        clock.set(core.cycles(), world.nanos());
        rouse();
    }

    /** Whether the core does what happens, and not somebody in its place. */
    boolean isInCharge() {
        return runs;
    }

    boolean isAt(int address) {
        return runs && core.pc() == address;
    }

    /** Somebody acts in the core's place again. */
    void letGo() {
        runs = false;
        unbook();
    }

    /** Reset, or no power. */
    void stop() {
        runs = false;
        clockless = false;
        unbook();
        if (core != null) {
            core.reset();
        }
    }

    /** Brings the core to the world's time. Everybody who looks at the chip from outside does this first. */
    void catchUp() {
        boolean standsStill = stop == Stop.HALTED || stop == Stop.LOCKED_UP || clockless;
        if (runs && !running && !standsStill && clock.nanosAt(core.cycles()) < world.nanos()) {
            run(world.nanos());
        }
    }

    /** Something may have given a core that does nothing something to do. */
    void rouse() {
        if (runs && !running && (ticket == NOT_BOOKED || stop != Stop.BUDGET)) {
            unbook();
            book(world.nanos());
        }
    }

    void interrupt(int line, boolean high) {
        if (core == null && !high) {
            return;
        }
        catchUp();
        core().interrupt(line, high);
        wakeOrRouse();
    }

    /** A pulse that ends WFE. */
    void event() {
        if (core != null) {
            catchUp();
            core.externalEvent();
            wakeOrRouse();
        }
    }

    private void wakeOrRouse() {
        if (!clockless) {
            rouse();
        } else if (core.wakesUp()) {
            lowPower.coreWakes();
        }
    }

    /** Who is told when the core sleeps deeply, and decides what becomes of its clock. */
    void lowPower(LowPower listener) {
        lowPower = listener;
    }

    void stopClock() {
        clockless = true;
        unbook();
    }

    void startClock() {
        clockless = false;
        clock.set(core.cycles(), world.nanos());
        rouse();
    }

    /** Somebody may want to look at what the core has just done. */
    void showNow() {
        if (running) {
            core.yieldAt(core.cycles());
        }
    }

    /** What the core does, in a few words. */
    String state() {
        if (!runs) {
            return "nothing";
        }
        String doing = core.isHalted() ? "halted" : switch (stop) {
            case ASLEEP -> "asleep";
            case STALLED -> "waits for the bus";
            case LOCKED_UP -> "locked up";
            case BUDGET, HALTED, RESET_REQUESTED -> "runs";
        };
        return "%s at 0x%08X".formatted(doing, core.pc());
    }

    // A halted core and its counters stand still, so cycles and time part until it goes on.
    private void hands() {
        if (running || !runs) {
            return;
        }
        clock.set(core.cycles(), world.nanos());
        unbook();
        book(world.nanos());
    }

    private void slice() {
        ticket = NOT_BOOKED;
        run(Math.min(world.horizon(), world.nanos() + QUANTUM_NANOS));
        if (runs) {
            // Whoever acts next finds core and world at the same time.
            world.advance(Math.min(clock.nanosAt(core.cycles()), world.horizon()));
        }
    }

    private void run(long untilNanos) {
        if (stop == Stop.STALLED) {
            core.idleUntil(clock.cycleAt(world.nanos()));
        }
        sliceEndNanos = untilNanos;
        core.stopsInDeepSleep(lowPower.takesTheClock());
        running = true;
        // At least one instruction, so that two cores at one instant do not wait for each other.
        stop = core.run(Math.max(1, clock.cycleAt(untilNanos) - core.cycles()));
        running = false;
        if (runs) {
            settle();
        }
    }

    private void settle() {
        unbook();
        switch (stop) {
            case BUDGET -> book(clock.nanosAt(core.cycles()));
            case ASLEEP -> settleAsleep();
            case STALLED -> bookUnlessNever(readyNanos);
            case HALTED, LOCKED_UP, RESET_REQUESTED -> { }
        }
    }

    private void settleAsleep() {
        if (core.isInDeepSleep() && lowPower.takesTheClock()) {
            lowPower.coreSleepsDeeply();
        }
        if (runs && !clockless) {
            bookUnlessNever(core.timerExpiresAt() == NEVER ? NEVER : clock.nanosAt(core.timerExpiresAt()));
        }
    }

    private void bookUnlessNever(long nanos) {
        if (nanos != NEVER) {
            book(nanos);
        }
    }

    private void book(long nanos) {
        ticket = world.at(nanos, slice);
    }

    private void unbook() {
        if (ticket != NOT_BOOKED) {
            world.cancel(ticket);
            ticket = NOT_BOOKED;
        }
    }

    // --- the core's accesses, each at its own time ----------------------------------------------------------------------

    @Override public long arrive() {
        long now = Math.min(clock.nanosAt(core.cycles()), world.horizon());
        world.advance(now);
        return world.nanos();
    }

    // What the access has set in motion may want to happen before the slice would have ended.
    @Override public void depart() {
        long horizon = world.horizon();
        if (horizon < sliceEndNanos) {
            sliceEndNanos = horizon;
            core.yieldAt(clock.cycleAt(horizon));
        }
    }

    @Override public void await(long nanos) {
        readyNanos = nanos;
    }
}
