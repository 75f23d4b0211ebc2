package io.sectorzero.sim.serve;

import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The one thread that owns the world and everything in it. Others post work; work is done in the order it was posted,
 * at the virtual time that has come when it is taken up. In between the world goes on:
 *
 * <ul>
 * <li>at real pace virtual time follows the wall, as far as this computer can keep up with it;
 * <li>at fast pace it also leaps over every stretch in which the board is busy (an erase, a byte on the line), so a
 * client waits for nothing it need not feel. It never leaps over a stretch in which the board itself waits, for a
 * client or a watchdog, or a board left alone for a second would age by hours.
 * </ul>
 *
 * With nothing booked and nothing posted the thread sleeps.
 */
final class WorldThread {

    private static final int INBOX = 256;
    private static final long SLICE_NANOS = 1_000_000;
    private static final long POST_STEP_MILLIS = 50;
    private static final long LONGEST_CHASE_NANOS = 5_000_000;
    private static final Runnable NOTHING = () -> { };

    private final World world;
    private final TimeSource wall;
    private final BooleanSupplier leaps;
    private final Runnable afterwards;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Thread thread;
    private volatile boolean stopping;
    private long ahead;

    /**
     * @param wall       real time
     * @param leaps      whether virtual time need not wait for the wall now
     * @param afterwards done whenever something may have happened in the world
     */
    WorldThread(World world, TimeSource wall, BooleanSupplier leaps, Runnable afterwards, Thread.UncaughtExceptionHandler broken) {
        this.world = world;
        this.wall = wall;
        this.leaps = leaps;
        this.afterwards = afterwards;
        this.thread = new Thread(this::turn, "world");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(broken);
    }

    void start() {
        thread.start();
    }

    /** Hands work over; waits while the inbox is full. Work posted after the end is not done. */
    void post(Runnable work) {
        boolean interrupted = false;
        boolean posted = false;
        while (!posted && thread.isAlive() && !stopping) {
            try {
                posted = inbox.offer(work, POST_STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what has been posted so far and ends. Afterwards the world belongs to the caller. */
    void stop() {
        stopping = true;
        inbox.offer(NOTHING);
        Threads.join(thread);
    }

    private void turn() {
        world.pass(Duration.ZERO);
        ahead = world.nanos() - wall.nanos();
        while (!stopping || !inbox.isEmpty()) {
            Runnable work = inbox.poll();
            if (work != null) {
                advanceTo(now());
                work.run();
            } else if (leaps.getAsBoolean() && world.nextNanos() != Long.MAX_VALUE) {
                leap();
            } else {
                advanceTo(now());
                afterwards.run();
                rest();
            }
        }
        afterwards.run();
    }

    /** The virtual time that has come by the wall. */
    private long now() {
        return wall.nanos() + ahead;
    }

    // A world full of work may be slower than the wall. What it cannot do in time it does not owe: trying to catch up, it
    // would fall behind further with every attempt, and nobody would be served any more.
    private void advanceTo(long nanos) {
        if (nanos <= world.nanos()) {
            return;
        }
        long patience = wall.nanos() + LONGEST_CHASE_NANOS;
        boolean late = world.runUntil(() -> wall.nanos() > patience, new Deadline(world, nanos));
        if (late) {
            ahead = world.nanos() - wall.nanos();
        }
    }

    private void leap() {
        long target = Math.max(world.nextNanos(), world.nanos() + SLICE_NANOS);
        world.runUntil(() -> !leaps.getAsBoolean(), new Deadline(world, target));
        ahead = Math.max(ahead, world.nanos() - wall.nanos());
    }

    private void rest() {
        long next = world.nextNanos();
        if (!inbox.isEmpty() || leaps.getAsBoolean() && next != Long.MAX_VALUE) {
            return;
        }
        try {
            // Taken out and put to the front would lose the order, so what wakes this thread is done here and now.
            Runnable work = next == Long.MAX_VALUE ? inbox.take() : inbox.poll(Math.max(0, next - now()), TimeUnit.NANOSECONDS);
            if (work != null) {
                advanceTo(now());
                work.run();
            }
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread; it ends by stop().
            throw new IllegalStateException(e);
        }
    }
}
