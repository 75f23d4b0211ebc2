package io.sectorzero.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Chance is the same for the same seed and name, and fair. */
class DiceTest {

    private static long[] throwsOf(Dice dice) {
        return LongStream.generate(dice::bits).limit(20).toArray();
    }

    @Property void the_same_seed_and_name_throw_the_same(@ForAll long seed, @ForAll String player) {
        assertThat(throwsOf(new World(seed).dice(player))).isEqualTo(throwsOf(new World(seed).dice(player)));
    }

    @Test void another_seed_or_another_name_throws_differently() {
        long[] throwsHere = throwsOf(new World(1).dice("uart"));

        assertThat(throwsOf(new World(2).dice("uart"))).isNotEqualTo(throwsHere);
        assertThat(throwsOf(new World(1).dice("flash"))).isNotEqualTo(throwsHere);
    }

    @Test void a_new_player_changes_nobody_elses_throws() {
        var alone = new World(1);
        var crowded = new World(1);

        crowded.dice("newcomer").bits();
        long[] withNewcomer = throwsOf(crowded.dice("uart"));

        assertThat(withNewcomer).isEqualTo(throwsOf(alone.dice("uart")));
    }

    @Property void throws_stay_inside_their_bounds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int bound) {
        Dice dice = new World(seed).dice("bounds");

        for (int i = 0; i < 50; i++) {
            assertThat(dice.below(bound)).isBetween(0, bound - 1);
            assertThat(dice.fraction()).isGreaterThanOrEqualTo(0).isLessThan(1);
            assertThat(dice.between(2, 3)).isGreaterThanOrEqualTo(2).isLessThan(3);
        }
    }

    @Test void certain_and_impossible_chances_are_kept() {
        Dice dice = new World(3).dice("chance");

        for (int i = 0; i < 1000; i++) {
            assertThat(dice.chance(1)).isTrue();
            assertThat(dice.chance(0)).isFalse();
        }
    }

    @Test void the_faces_of_a_die_come_about_equally_often() {
        Dice dice = new World(4).dice("fair");
        int[] seen = new int[6];

        for (int i = 0; i < 60_000; i++) {
            seen[dice.below(6)]++;
        }

        assertThat(Arrays.stream(seen).boxed()).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }
}
