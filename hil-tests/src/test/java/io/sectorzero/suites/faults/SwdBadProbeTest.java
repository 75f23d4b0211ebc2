package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ProbeCondition.Answers;
import java.time.Duration;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe that goes away, hangs, or talks nonsense, from any command on. */
@HilTest
@Needs(FAULTS)
class SwdBadProbeTest {

    /** Longer than everything that is tried on a small image, with every wait that a silent probe costs. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    private static Outcome flash(SimulatedBoard board, Image image) {
        return board.attempt(Route.SWD, Stated.nothing(), workshop -> workshop.flash(image, Policy.careful()));
    }

    private static BoardSettings with(ProbeCondition probe) {
        return BoardSettings.healthy().with(probe);
    }

    /** From every so manieth command on, until there is nothing left that it could disturb. */
    private static void fromAnyCommand(int stride, Boards boards, Image image, LongFunction<ProbeCondition> trouble) {
        boolean disturbed = true;
        for (long commands = 0; disturbed; commands += stride) {
            var board = boards.of(with(trouble.apply(commands)));
            Bytes before = board.board().flashContent();
            long since = board.board().world().nanos();

            Outcome outcome = flash(board, image);

            assertThat(outcome).as("after %d commands", commands).tellsTheTruthAbout(image, before);
            if (!outcome.succeeded()) {
                assertThat(outcome).as("after %d commands", commands).failedHonestly();
            }
            assertThat(board.board().world().nanos() - since).as("time taken after %d commands", commands).isLessThan(BOUND.toNanos());
            disturbed = !outcome.succeeded();
            assertThat(commands).as("an end to the disturbances").isLessThan(2000);
        }
    }

    @Test
    void a_probe_unplugged_after_any_command_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        fromAnyCommand(1, boards, blinky, ProbeCondition.HEALTHY::droppedAfter);
    }

    @Test
    void a_probe_that_hangs_after_any_command_is_told_in_bounded_time(Boards boards, @Fixture("blinky.hex") Image blinky) {
        fromAnyCommand(3, boards, blinky, ProbeCondition.HEALTHY::wedgedAfter);
    }

    @ParameterizedTest
    @EnumSource(value = Answers.class, names = "NORMAL", mode = EnumSource.Mode.EXCLUDE)
    void answers_that_are_short_long_late_or_nonsense_are_not_believed(Answers how, Boards boards, @Fixture("blinky.hex") Image blinky) {
        fromAnyCommand(5, boards, blinky, commands -> ProbeCondition.HEALTHY.answering(how, commands));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2J0M0", "V2J17M4", "V2J23M10"})
    void firmware_too_old_is_refused_before_the_chip_hears_anything(String version, Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = flash(boards.of(with(ProbeCondition.HEALTHY.withFirmware(version))), blinky);

        assertThat(outcome.failure()).containsInstanceOf(LinkUnavailable.class);
        assertThat(outcome).namesFirst("H4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2J24M13", "V2J25M14", "V2J27M15", "V2J29M18", "V2J37M26", "V2J46M31"})
    void every_firmware_since_the_debug_port_can_be_used_will_do(String version, Boards boards, @Fixture("blinky.hex") Image blinky) {
        var board = boards.of(with(ProbeCondition.HEALTHY.withFirmware(version)));

        assertThat(flash(board, blinky)).succeeded();
        assertThat(board.holds(blinky)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = ProbeCondition.Model.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void every_model_will_do(ProbeCondition.Model model, Boards boards, @Fixture("blinky.hex") Image blinky) {
        var board = boards.of(with(ProbeCondition.HEALTHY.with(model)));

        assertThat(flash(board, blinky)).succeeded();
        assertThat(board.holds(blinky)).isTrue();
    }

    @Test
    void without_a_probe_nothing_is_tried(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = flash(boards.of(with(ProbeCondition.HEALTHY.with(ProbeCondition.Model.NONE))), blinky);

        assertThat(outcome.failure()).containsInstanceOf(LinkUnavailable.class);
        assertThat(outcome).failedHonestly();
    }

    @Test
    void two_probes_with_one_serial_are_refused_with_a_list(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var board = boards.named("h02-two-probes-one-serial.toml");

        Outcome outcome = flash(board, blinky);

        assertThat(outcome.failure()).containsInstanceOf(WrongDevice.class);
        assertThat(outcome).namesFirst("H2");
        assertThat(outcome.diagnosis().orElseThrow().evidence().get(0)).contains("0483:374B serial", ", ST-LINK/V2-1 0483:374B");
    }

    @Test
    void a_probe_that_is_not_there_is_not_replaced_by_another(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var stated = Stated.nothing().withProbing(Probing.usual().withSerial("000000000000000000000000"));

        Outcome outcome = boards.healthy().attempt(Route.SWD, stated, workshop -> workshop.flash(blinky, Policy.careful()));

        assertThat(outcome.failure()).containsInstanceOf(LinkUnavailable.class);
        assertThat(outcome).namesFirst("H2");
    }
}
