package io.sectorzero.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to happen after so many events happens right after them, and counts as none. */
class AfterEventsTest {

    private final World world = new World(1);
    private final List<String> story = new ArrayList<>();

    private void book(int count) {
        for (int i = 1; i <= count; i++) {
            String name = "event " + i;
            world.in(i * 10L, () -> story.add(name));
        }
    }

    @Test
    void something_is_done_right_after_so_many_events() {
        book(4);
        world.afterEvents(2, () -> story.add("cut at " + world.nanos()));

        world.pass(Duration.ofSeconds(1));

        assertThat(story).containsExactly("event 1", "event 2", "cut at 20", "event 3", "event 4");
    }

    @Test
    void what_is_due_already_is_done_at_once() {
        book(3);
        world.afterEvents(0, () -> story.add("first"));
        world.pass(Duration.ofSeconds(1));
        world.afterEvents(2, () -> story.add("last"));

        assertThat(story).containsExactly("first", "event 1", "event 2", "event 3", "last");
    }

    @Test
    void several_are_done_in_order_and_two_at_one_count_in_booking_order() {
        book(3);
        world.afterEvents(3, () -> story.add("c"));
        world.afterEvents(1, () -> story.add("a"));
        world.afterEvents(3, () -> story.add("d"));

        world.pass(Duration.ofSeconds(1));

        assertThat(story).containsExactly("event 1", "a", "event 2", "event 3", "c", "d");
    }

    @Test
    void it_is_no_event_itself() {
        book(2);
        world.afterEvents(1, () -> story.add("cut"));

        world.pass(Duration.ofSeconds(1));

        assertThat(world.events()).isEqualTo(2);
    }

    @Test
    void one_may_book_another_for_the_same_moment_or_the_next() {
        book(2);
        world.afterEvents(1, () -> {
            world.afterEvents(1, () -> story.add("at once"));
            world.afterEvents(2, () -> story.add("one later"));
        });

        world.pass(Duration.ofSeconds(1));

        assertThat(story).containsExactly("event 1", "at once", "event 2", "one later");
    }
}
