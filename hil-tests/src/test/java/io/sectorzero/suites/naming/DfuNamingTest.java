package io.sectorzero.suites.naming;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One board for each way DFU goes wrong: flash it over USB, and be told what it is. */
@HilTest
@Needs(FAULTS)
class DfuNamingTest {

    private static Outcome flashed(Boards boards, String file, Image image, Policy policy) {
        return boards.named(file).attempt(Route.DFU, Stated.nothing(), workshop -> workshop.flash(image, policy));
    }

    @ParameterizedTest
    @CsvSource({
        "d01-no-crystal.toml,           D1",
        "d01-crystal-mismeasured.toml,  D1",
        "d02-lines-loaded.toml,         D2",
        "d05-read-protected.toml,       D5"})
    void what_ends_the_work_is_suspected(String file, String cause, Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = flashed(boards, file, blinky, Policy.careful());

        assertThat(outcome).failedHonestly();
        assertThat(outcome.suspects()).startsWith(cause.equals("D5") ? new String[] {"C1", "D5"} : new String[] {"D1", "D2"}).contains(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "d06-left-in-error.toml,   D6, dfuERROR",
        "d06-left-in-upload.toml,  D6, dfuUPLOAD-IDLE",
        "d08-small-blocks.toml,    D8, 1024 bytes"})
    void what_the_engine_gets_over_by_itself_is_told(String file, String cause, String detail, Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = flashed(boards, file, blinky, Policy.careful());

        assertThat(outcome).succeeded();
        assertThat(told(outcome.report().orElseThrow())).anyMatch(line -> line.startsWith(cause + " ") && line.contains(detail));
    }

    @Test
    void announced_times_that_are_far_too_short_cost_nothing(Boards boards, @Fixture("blinky.hex") Image blinky) {
        assertThat(flashed(boards, "d07-poll-times-too-short.toml", blinky, Policy.careful())).succeeded();
    }

    private static List<String> told(FlashReport report) {
        return Stream.concat(report.recoveries().stream(), report.warnings().stream()).toList();
    }
}
