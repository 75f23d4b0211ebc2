package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RNG. RM0090 Rev 21 §24 [S]. */
class RandomGeneratorTest {

    private static final int CR = RandomGenerator.BASE;
    private static final int SR = CR + 4;
    private static final int DR = CR + 8;
    private static final int RNGEN = 1 << 2;
    private static final int IE = 1 << 3;
    private static final int CECS_AND_CEIS = 1 << 1 | 1 << 5;

    private final Workbench bench = new Workbench();
    private final RandomGenerator rng = new RandomGenerator(bench.world, () -> bench.hz, () -> 96_000_000, bench.unmodelled,
            bench.line("ready"));

    RandomGeneratorTest() {
        bench.hz = 48_000_000;
        rng.clockChanged();
        bench.attach(RandomGenerator.BASE, rng);
    }

    @Test void a_word_takes_forty_periods_and_no_two_are_alike() {
        bench.write(CR, RNGEN);
        Set<Integer> words = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(bench.read(SR)).isZero();
            bench.passNanos(834);
            assertThat(bench.read(SR)).isEqualTo(1);
            words.add(bench.read(DR));
        }

        assertThat(words).hasSizeGreaterThan(998);
    }

    @Test void it_interrupts_until_the_word_is_fetched() {
        bench.write(CR, RNGEN | IE);
        bench.passMicros(10);
        bench.read(DR);
        bench.passMicros(10);

        assertThat(bench.heard()).containsExactly("ready rises", "ready falls", "ready rises");
    }

    @Test void without_its_clock_it_says_so_and_gives_nothing() {
        bench.hz = 0;
        rng.clockChanged();
        bench.write(CR, RNGEN);
        bench.passMicros(1000);

        assertThat(bench.read(SR)).isEqualTo(CECS_AND_CEIS);
        assertThat(bench.read(DR)).isZero();

        bench.hz = 48_000_000;
        rng.clockChanged();
        bench.write(SR, 0);
        bench.passMicros(1);
        assertThat(bench.read(SR)).isEqualTo(1);
    }

    @Test void one_seed_gives_one_row_of_words() {
        var other = new RandomGeneratorTest();
        bench.write(CR, RNGEN);
        other.bench.write(CR, RNGEN);
        bench.passMicros(1);
        other.bench.passMicros(1);

        assertThat(bench.read(DR)).isEqualTo(other.bench.read(DR));
    }
}
