package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.sim.world.World;
import io.sectorzero.time.TimeSource;
import io.sectorzero.time.WallTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The thread that owns the world: its two paces against the wall, the order of what is posted, and its end. The wall is the
 * oracle here, so waits are real.
 */
@Timeout(30)
class WorldThreadTest {

    private static final BooleanSupplier NEVER = () -> false;
    private static final long SECOND = 1_000_000_000L;

    private final World world = new World(1);
    private final TimeSource wall = new WallTime();
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rounds = new AtomicInteger();
    private WorldThread thread;

    @AfterEach
    void stop() {
        thread.stop();
        assertThat(story).doesNotContain("broken");
    }

    @Test
    void at_real_pace_virtual_time_follows_the_wall() {
        start(NEVER);
        long asked = wall.nanos();
        thread.post(() -> world.in(SECOND / 5, () -> story.add("happened")));

        await().until(() -> story.contains("happened"));

        assertThat(wall.nanos() - asked).isBetween(SECOND / 5, 2 * SECOND);
    }

    @Test
    void a_world_that_is_slower_than_the_wall_serves_its_clients_all_the_same() {
        start(NEVER);
        thread.post(() -> world.in(0, this::workHard));
        for (int k = 0; k < 20; k++) {
            long asked = wall.nanos();
            var served = new CountDownLatch(1);
            thread.post(served::countDown);
            await().until(() -> served.getCount() == 0);
            assertThat(wall.nanos() - asked).isLessThan(2 * SECOND);
        }
    }

    /** Ten milliseconds of work for each millisecond that passes, for ever. */
    private void workHard() {
        long end = wall.nanos() + SECOND / 100;
        while (wall.nanos() < end) {
            Thread.onSpinWait();
        }
        world.in(SECOND / 1000, this::workHard);
    }

    @Test
    void at_fast_pace_a_busy_board_is_not_waited_for() {
        var busy = new AtomicBoolean();
        start(busy::get);
        long asked = wall.nanos();
        thread.post(() -> {
            busy.set(true);
            world.in(1000 * SECOND, () -> {
                story.add("erased");
                busy.set(false);
            });
        });

        await().until(() -> story.contains("erased"));

        assertThat(wall.nanos() - asked).isLessThan(5 * SECOND);
    }

    @Test
    void at_fast_pace_a_watchdog_that_waits_is_not_hurried() throws Exception {
        var busy = new AtomicBoolean();
        start(busy::get);
        thread.post(() -> world.in(60 * SECOND, () -> story.add("bitten")));
        thread.post(() -> {
            busy.set(true);
            world.in(20 * SECOND, () -> {
                story.add("erased");
                busy.set(false);
            });
        });
        await().until(() -> story.contains("erased"));
        // A world that were hurried would run through its forty seconds in this time.
        Thread.sleep(200);

        var now = new CountDownLatch(1);
        thread.post(now::countDown);
        now.await();

        assertThat(story).containsExactly("erased");
        assertThat(world.nanos()).isBetween(20 * SECOND, 30 * SECOND);
    }

    @Test
    void work_is_done_in_the_order_it_was_posted_however_much_it_is() {
        start(NEVER);
        for (int i = 0; i < 10_000; i++) {
            String name = Integer.toString(i);
            thread.post(() -> story.add(name));
        }
        thread.stop();

        assertThat(story).hasSize(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(story.get(i)).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void with_nothing_to_do_it_sleeps() throws Exception {
        start(NEVER);
        thread.post(() -> story.add("woken"));
        await().until(() -> story.contains("woken"));
        // Until it has fallen asleep again; then long enough to see that it stays so.
        Thread.sleep(50);
        int before = rounds.get();
        Thread.sleep(500);

        assertThat(rounds.get()).isEqualTo(before);
    }

    @Test
    void what_is_posted_after_the_end_is_not_done_and_holds_nobody_up() {
        start(NEVER);
        thread.stop();

        for (int i = 0; i < 1000; i++) {
            thread.post(() -> story.add("too late"));
        }

        assertThat(story).isEmpty();
    }

    @Test
    void who_stops_it_from_inside_gets_an_end_too() {
        start(NEVER);

        thread.post(thread::stop);

        thread.stop();
        assertThat(story).isEmpty();
    }

    private void start(BooleanSupplier leaps) {
        thread = new WorldThread(world, wall, leaps, rounds::incrementAndGet, (t, e) -> story.add("broken"));
        thread.start();
    }
}
