package io.sectorzero.suites.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.trace.TraceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Same commit and seed, same trace. */
@HilTest
class DeterminismTest {

    private static final String JITTERY = "u06-autobaud-jitter.toml";

    @Test
    void the_same_seed_tells_the_same_story_twice(Boards boards, @Fixture("blinky.hex") Image blinky) {
        assertThat(story(boards, 1, blinky)).isEqualTo(story(boards, 1, blinky));
    }

    @Test
    void another_seed_lets_the_dice_fall_another_way(Boards boards, @Fixture("blinky.hex") Image blinky) {
        assertThat(story(boards, 1, blinky)).isNotEqualTo(story(boards, 2, blinky));
    }

    private static List<String> story(Boards boards, long seed, Image image) {
        SimulatedBoard board = boards.of(Boards.settings(JITTERY), seed);
        board.flash(image);
        return TraceText.lines(board.trace().events()).toList();
    }
}
