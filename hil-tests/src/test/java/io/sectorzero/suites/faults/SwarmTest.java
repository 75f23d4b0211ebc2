package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.flash.Policy;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.fault.RepeatedByte;
import io.sectorzero.sim.fault.ResetPulse;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.SlowSector;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.WeakBit;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import io.sectorzero.suites.flashing.Images;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random boards on which several things happen. Each run chooses some kinds of fault rather than a pinch of each.
 * {@code -Dsectorzero.runs=} makes more of them, {@code -Dsectorzero.seed=} other ones; a failure prints the run's seed.
 */
@HilTest
@Needs(FAULTS)
class SwarmTest {

    private static final long FLASH = 0x0800_0000L;
    private static final int MOST_BYTES = 40_000;
    private static final long MOST_EVENTS = 100_000;
    private static final long RUNS = Long.getLong("sectorzero.runs", 150);
    private static final long FIRST_SEED = Long.decode(System.getProperty("sectorzero.seed", "0x5EC7"));

    private static final List<Function<Dice, Fault>> KINDS = List.of(
            dice -> new PowerCut(event(dice)),
            dice -> new ResetPulse(event(dice)),
            dice -> new Sag(event(dice), dice.between(1.0, 2.6), Duration.ofMillis(1 + dice.below(500))),
            dice -> new LostByte(direction(dice), dice.below(3000)),
            dice -> new RepeatedByte(direction(dice), dice.below(3000)),
            dice -> new FlippedByte(direction(dice), dice.below(3000), 1 << dice.below(8)),
            dice -> new StuckBit(address(dice), dice.below(8), dice.chance(0.5)),
            dice -> new WeakBit(address(dice), dice.below(8)),
            dice -> new SlowSector(dice.below(4), dice.between(1, 12)),
            dice -> new DroppedStart(1 + dice.below(3)));

    @Test
    void whatever_comes_together_nothing_untrue_is_said(Boards boards) {
        for (long run = 0; run < RUNS; run++) {
            long seed = FIRST_SEED + run;
            Dice dice = new World(seed).dice("swarm");
            BoardSettings settings = BoardSettings.healthy();
            for (Function<Dice, Fault> kind : KINDS) {
                if (dice.chance(0.25)) {
                    settings = settings.with(kind.apply(dice));
                }
            }
            flash(boards.of(settings, seed), Images.ofSize(9 + dice.below(MOST_BYTES)), dice, seed);
        }
    }

    private static void flash(SimulatedBoard board, Image image, Dice dice, long seed) {
        board.board().load(Address.of(FLASH), Images.content(9 + dice.below(MOST_BYTES)));
        Bytes before = board.board().flashContent();
        Policy policy = Policy.careful().withDiff(dice.chance(0.3)).withKeep(dice.chance(0.3));

        Outcome outcome = board.flash(image, policy);

        assertThat(outcome).as("run with seed 0x%X: %s", seed, board.board().settings().faults()).tellsTheTruthAbout(image, before);
        if (!outcome.succeeded()) {
            assertThat(outcome).as("run with seed 0x%X: %s", seed, board.board().settings().faults()).failedHonestly();
        }
    }

    private static long event(Dice dice) {
        return (long) (dice.fraction() * MOST_EVENTS);
    }

    private static Direction direction(Dice dice) {
        return Direction.values()[dice.below(Direction.values().length)];
    }

    private static Address address(Dice dice) {
        return Address.of(FLASH + dice.below(MOST_BYTES));
    }
}
