package io.sectorzero.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deadlines to the nanosecond on a clock that is cranked by hand; of the wall only what it promises: never back, never early. */
class DeadlineTest {

    private final Crank clock = new Crank();

    @Test
    void a_deadline_passes_at_its_very_instant() {
        var deadline = Deadline.in(Duration.ofMillis(5), clock);

        clock.pass(Duration.ofNanos(4_999_999));
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));

        clock.pass(Duration.ofNanos(1));
        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remaining()).isZero();
    }

    @Test
    void a_shorter_patience_never_stretches_the_whole() {
        var whole = Deadline.in(Duration.ofSeconds(1), clock);

        assertThat(whole.within(Duration.ofMillis(10)).remaining()).isEqualTo(Duration.ofMillis(10));
        assertThat(whole.within(Duration.ofSeconds(9))).isEqualTo(whole);
    }

    @Test
    void the_wall_never_goes_back_and_waits_at_least_as_long_as_asked() {
        var wall = new WallTime();
        long before = wall.nanos();

        wall.pass(Duration.ofMillis(3));

        assertThat(wall.nanos() - before).isGreaterThanOrEqualTo(3_000_000);
    }
}
