package io.sectorzero.suites.naming;

import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Outcome;
import java.util.stream.Stream;

/** Whether what the engine said of a board is what its row asks for, by whatever route it went there. */
final class Verdict {

    private Verdict() {
    }

    static void on(BrokenBoard broken, Outcome outcome) {
        switch (broken.how()) {
            case FIRST -> assertThat(outcome).failedHonestly().namesFirst(broken.says());
            case AMONG -> {
                assertThat(outcome).failedHonestly();
                assertThat(outcome.suspects()).as(broken.because()).contains(broken.says());
            }
            case TOLD -> {
                assertThat(outcome).failedHonestly();
                assertThat(outcome.diagnosis().orElseThrow().evidence()).anyMatch(line -> line.contains(broken.says()));
            }
            case OVERCOME -> {
                assertThat(outcome).succeeded();
                var report = outcome.report().orElseThrow();
                assertThat(Stream.concat(report.recoveries().stream(), report.warnings().stream()))
                        .anyMatch(line -> line.contains(broken.says()));
            }
            case UNNOTICED -> {
                assertThat(outcome).as(broken.because()).succeeded();
                assertThat(outcome.report().orElseThrow().recoveries()).as("nothing was to overcome").isEmpty();
            }
        }
        if (!Boards.settings(broken.file()).boot().boot1()) {
            // Started from SRAM, the core executes what power-on left there and touches whatever that names.
            assertThat(outcome.board()).touchedNothingUnmodelled();
        }
    }
}
