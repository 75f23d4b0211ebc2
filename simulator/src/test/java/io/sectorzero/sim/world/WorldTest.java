package io.sectorzero.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Happenings happen in their order, and time passes for who waits and no further; a plain sorted list is the model. */
class WorldTest {

    @Property void happenings_happen_by_time_and_then_by_booking(
            @ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> delays) {
        var world = new World(1);
        var order = new ArrayList<Integer>();
        for (int i = 0; i < delays.size(); i++) {
            int number = i;
            world.in(delays.get(i), () -> order.add(number));
        }

        world.pass(Duration.ofNanos(50));

        var expected = IntStream.range(0, delays.size()).boxed().sorted(Comparator.comparing(delays::get)).toList();
        assertThat(order).isEqualTo(expected);
        assertThat(world.events()).isEqualTo(delays.size());
    }

    @Property void what_is_cancelled_does_not_happen_and_the_rest_keeps_its_order(
            @ForAll @Size(max = 100) List<@IntRange(max = 20) Integer> delays,
            @ForAll @Size(max = 100) List<Boolean> cancelled) {
        var world = new World(1);
        var order = new ArrayList<Integer>();
        var tickets = new ArrayList<Long>();
        for (int i = 0; i < delays.size(); i++) {
            int number = i;
            tickets.add(world.in(delays.get(i), () -> order.add(number)));
        }
        var expected = new ArrayList<>(IntStream.range(0, delays.size()).boxed()
                .sorted(Comparator.comparing(delays::get)).toList());
        for (int i = 0; i < Math.min(cancelled.size(), delays.size()); i++) {
            if (cancelled.get(i)) {
                world.cancel(tickets.get(i));
                expected.remove(Integer.valueOf(i));
            }
        }

        world.pass(Duration.ofNanos(20));

        assertThat(order).isEqualTo(expected);
    }

    @Property void time_shows_the_moment_of_each_happening(@ForAll @Size(max = 50) List<@IntRange(max = 1000) Integer> delays) {
        var world = new World(1);
        var seen = new ArrayList<Long>();
        delays.forEach(delay -> world.in(delay, () -> seen.add(world.nanos())));

        world.pass(Duration.ofNanos(1000));

        assertThat(seen).isEqualTo(delays.stream().map(Integer::longValue).sorted().toList());
        assertThat(world.nanos()).isEqualTo(1000);
    }

    @Test void what_a_happening_books_for_now_happens_after_what_was_booked_before() {
        var world = new World(1);
        var order = new ArrayList<String>();
        world.in(5, () -> {
            order.add("first");
            world.in(0, () -> order.add("child"));
        });
        world.in(5, () -> order.add("second"));

        world.pass(Duration.ofNanos(5));

        assertThat(order).containsExactly("first", "second", "child");
    }

    @Test void waiting_stops_at_the_condition_and_no_later() {
        var world = new World(1);
        var order = new ArrayList<Integer>();
        for (int i = 1; i <= 10; i++) {
            int number = i;
            world.in(i * 100L, () -> order.add(number));
        }

        boolean held = world.runUntil(() -> order.size() == 3, Deadline.in(Duration.ofSeconds(1), world));

        assertThat(held).isTrue();
        assertThat(world.nanos()).isEqualTo(300);
        assertThat(world.nextNanos()).isEqualTo(400);
    }

    @Test void waiting_in_vain_ends_at_the_deadline() {
        var world = new World(1);
        world.in(2000, () -> { });

        boolean held = world.runUntil(() -> false, Deadline.in(Duration.ofNanos(1500), world));

        assertThat(held).isFalse();
        assertThat(world.nanos()).isEqualTo(1500);
        assertThat(world.events()).isZero();
    }

    @Test void cancelling_what_has_happened_changes_nothing() {
        var world = new World(1);
        var order = new ArrayList<String>();
        long over = world.in(1, () -> order.add("over"));
        world.in(2, () -> order.add("later"));
        world.pass(Duration.ofNanos(1));

        world.cancel(over);
        world.pass(Duration.ofNanos(1));

        assertThat(order).containsExactly("over", "later");
    }

    @Test
    void many_small_things_in_a_row_need_no_booking_while_nobody_else_has_anything_to_do() {
        var world = new World(1);
        var story = new ArrayList<String>();
        world.at(10, () -> {
            story.add("%d %s".formatted(world.nanos(), world.goesOnTo(20)));
            story.add("%d %s".formatted(world.nanos(), world.goesOnTo(30)));
            story.add("%d %s".formatted(world.nanos(), world.goesOnTo(29)));
            story.add("%d".formatted(world.nanos()));
        });
        world.at(30, () -> story.add("other"));

        world.pass(Duration.ofNanos(100));

        assertThat(story).containsExactly("10 true", "20 false", "20 true", "29", "other");
        assertThat(world.events()).isEqualTo(4);
    }

    @Test
    void nobody_goes_on_beyond_what_is_waited_for_or_past_an_event_that_something_follows() {
        var world = new World(1);
        var story = new ArrayList<Boolean>();
        world.at(10, () -> story.add(world.goesOnTo(51)));
        world.afterEvents(3, () -> story.add(false));
        world.at(20, () -> story.add(world.goesOnTo(21)));

        world.pass(Duration.ofNanos(50));

        assertThat(story).containsExactly(false, false);
        assertThat(world.goesOnTo(60)).isFalse();
    }

    @Test
    void time_may_pass_within_a_happening_up_to_the_next_one_and_no_further() {
        var world = new World(1);
        var story = new ArrayList<Long>();
        world.at(10, () -> {
            story.add(world.horizon());
            world.advance(25);
            story.add(world.nanos());
            world.in(2, () -> story.add(world.nanos()));
            story.add(world.horizon());
            assertThatThrownBy(() -> world.advance(28)).isInstanceOf(IllegalStateException.class);
        });
        world.at(30, () -> story.add(world.horizon()));

        world.pass(Duration.ofNanos(100));

        assertThat(story).as("the last horizon is where the waiting ends").containsExactly(30L, 25L, 27L, 27L, 100L);
        assertThat(world.horizon()).as("nobody turns the crank").isEqualTo(100);
    }
}
