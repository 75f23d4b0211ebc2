package io.sectorzero.sim.world;

import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Virtual time. The one who waits turns the crank: {@link #runUntil} carries out what is booked, earliest first and in
 * booking order where two fall on the same instant, until a condition holds or a deadline is reached. There are no
 * threads, so the same seed tells the same story.
 *
 * <p>The agenda is a binary heap over parallel arrays: a megabyte over a serial line is two million happenings, and
 * this is where they all pass.
 */
public final class World implements TimeSource {

    private static final BooleanSupplier NEVER = () -> false;

    private final long seed;
    private final Map<String, Dice> dice = new HashMap<>();
    private long now;
    private long booked;
    private long events;
    private final TreeMap<Long, Happening> alarms = new TreeMap<>();
    private long nextAlarm = Long.MAX_VALUE;
    /** How far whoever turns the crank wants to go; nothing while nobody does. */
    private long limitNanos = Long.MIN_VALUE;

    private int size;
    private long[] dueNanos = new long[16];
    private long[] ticket = new long[16];
    private Happening[] what = new Happening[16];

    public World(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    @Override public long nanos() {
        return now;
    }

    /** How many happenings have happened so far. */
    public long events() {
        return events;
    }

    /**
     * Does something right after so many happenings have happened in all; at once when they have. This is how the power
     * is cut after each single event in turn.
     */
    public void afterEvents(long count, Happening happening) {
        if (count <= events) {
            happening.happen();
        } else {
            alarms.merge(count, happening, (first, second) -> () -> {
                first.happen();
                second.happen();
            });
            nextAlarm = alarms.firstKey();
        }
    }

    /** The dice of one player. Each player has a stream of its own, so a new player changes nobody else's throws. */
    public Dice dice(String player) {
        return dice.computeIfAbsent(player, name -> new Dice(seed, name));
    }

    /** Books a happening {@code delayNanos} from now. Returns a ticket for {@link #cancel}. */
    public long in(long delayNanos, Happening happening) {
        return at(now + Math.max(0, delayNanos), happening);
    }

    /** Books a happening for a moment; one that has gone by means now. Returns a ticket for {@link #cancel}. */
    public long at(long nanos, Happening happening) {
        if (size == what.length) {
            dueNanos = Arrays.copyOf(dueNanos, size * 2);
            ticket = Arrays.copyOf(ticket, size * 2);
            what = Arrays.copyOf(what, size * 2);
        }
        long number = booked++;
        siftUp(size++, Math.max(now, nanos), number, happening);
        return number;
    }

    /** Takes a happening off the agenda; one that has already happened stays happened. */
    public void cancel(long number) {
        for (int i = 0; i < size; i++) {
            if (ticket[i] == number) {
                removeAt(i);
                return;
            }
        }
    }

    /** Runs until the condition holds or the deadline is reached. Returns whether the condition holds. */
    public boolean runUntil(BooleanSupplier condition, Deadline deadline) {
        return runUntil(condition, deadline.atNanos());
    }

    private boolean runUntil(BooleanSupplier condition, long limit) {
        long outer = limitNanos;
        limitNanos = limit;
        try {
            while (!condition.getAsBoolean()) {
                if (size == 0 || dueNanos[0] > limit) {
                    now = Math.max(now, limit);
                    return condition.getAsBoolean();
                }
                runNext();
            }
            return true;
        } finally {
            limitNanos = outer;
        }
    }

    /**
     * For whoever does many small things in a row from within a happening: goes on to a moment at once, as if a happening
     * had been booked for it, counted as one. Refused, and then it must be booked, when somebody else has something to do
     * by then, when whoever turns the crank does not want to go that far, or when something is to follow the event.
     */
    public boolean goesOnTo(long nanos) {
        if (size > 0 && dueNanos[0] <= nanos || nanos > limitNanos || events + 1 >= nextAlarm) {
            return false;
        }
        now = Math.max(now, nanos);
        events++;
        return true;
    }

    /** When the next happening is due; {@link Long#MAX_VALUE} when nothing is booked. */
    public long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : dueNanos[0];
    }

    /**
     * Up to when nothing else happens: the next happening, or the moment at which whoever turns the crank stops turning.
     * Somebody whose doings are too many to be booked one by one, a core, may use the time until then in one happening.
     */
    public long horizon() {
        return Math.max(now, Math.min(nextNanos(), limitNanos));
    }

    /** Lets time pass within a happening, at most up to the horizon. */
    public void advance(long nanos) {
        if (nanos > horizon()) {
            throw new IllegalStateException("%d ns lies beyond what happens at %d ns".formatted(nanos, horizon()));
        }
        now = Math.max(now, nanos);
    }

    @Override public void pass(Duration duration) {
        runUntil(NEVER, now + duration.toNanos());
    }

    private void runNext() {
        Happening next = what[0];
        now = dueNanos[0];
        removeAt(0);
        events++;
        next.happen();
        if (events >= nextAlarm) {
            ringAlarm();
        }
    }

    private void ringAlarm() {
        Happening due = alarms.pollFirstEntry().getValue();
        nextAlarm = alarms.isEmpty() ? Long.MAX_VALUE : alarms.firstKey();
        due.happen();
    }

    private void removeAt(int hole) {
        size--;
        long due = dueNanos[size];
        long number = ticket[size];
        Happening happening = what[size];
        what[size] = null;
        if (hole == size) {
            return;
        }
        int parent = (hole - 1) >>> 1;
        if (hole > 0 && before(due, number, parent)) {
            siftUp(hole, due, number, happening);
        } else {
            siftDown(hole, due, number, happening);
        }
    }

    private void siftUp(int start, long due, long number, Happening happening) {
        int hole = start;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!before(due, number, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, due, number, happening);
    }

    private void siftDown(int start, long due, long number, Happening happening) {
        int hole = start;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && before(dueNanos[child + 1], ticket[child + 1], child)) {
                child++;
            }
            if (before(due, number, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, due, number, happening);
    }

    private boolean before(long due, long number, int other) {
        return due < dueNanos[other] || due == dueNanos[other] && number < ticket[other];
    }

    private void move(int from, int to) {
        put(to, dueNanos[from], ticket[from], what[from]);
    }

    private void put(int at, long due, long number, Happening happening) {
        dueNanos[at] = due;
        ticket[at] = number;
        what[at] = happening;
    }
}
