package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.flash.Workshop;
import io.sectorzero.hil.Boards;
import io.sectorzero.image.ImageFile;
import io.sectorzero.sim.bench.SimulatedBench;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong with a board, in OpenOCD's words and in ours: the same board twice, the same image, one attempt each without
 * a reset first. The rows are in {@code target/openocd-failures.md} afterwards, side by side.
 */
@Timeout(120)
class OpenOcdFailuresTest {

    private static final String NOTHING = "does it, and says nothing";
    private static final BenchDescription BENCH = BenchDescription.parse("desk", "kind = \"simulator\"\nprobe = \"direct\"\nsupply = 3.3");

    private static final Map<String, String> ROWS = new TreeMap<>();

    @TempDir Path folder;

    @AfterAll
    static void the_rows_are_kept() throws IOException {
        Files.writeString(Path.of("target", "openocd-failures.md"), "| Board | OpenOCD 0.12 | SectorZero |%n| --- | --- | --- |%n".formatted()
                + String.join("", ROWS.values()));
    }

    @BeforeEach
    void needs_the_peer() {
        Peer.named("openocd");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            healthy.toml                            | does it, and says nothing | does it, and says nothing
            c01-rdp-level-1.toml                    | failed erasing sectors    | C1
            c03-sector-0-write-protected.toml       | stm32x device protected   | C3
            c10-stale-write-protection-flag.toml    | stm32x device protected   | C10
            c14-worn-sector.toml                    | differ                    | erase sector 0
            """)
    void the_same_board_is_described_by_both(String boardFile, String theirs, String ours) {
        String they = openOcd(boardFile);
        String we = engine(boardFile);
        ROWS.put(boardFile, "| %s | %s | %s |%n".formatted(boardFile, they, we));

        assertThat(they).contains(theirs);
        assertThat(we).contains(ours);
    }

    private String openOcd(String boardFile) {
        String image = resource("/fixtures/firmware/blinky.bin").toString();
        try (Served board = Served.open(boardFile, folder, "bitbang")) {
            Peer.Run run = OpenOcd.overJtag(board).run("halt", "flash write_image erase %s 0x08000000".formatted(image),
                    "verify_image %s 0x08000000".formatted(image));
            String errors = run.output().lines().filter(line -> line.startsWith("Error: ") || line.contains("differ"))
                    .map(line -> line.replace("Error: ", "")).distinct().collect(Collectors.joining("; "));
            return run.exit() == 0 ? NOTHING : errors;
        }
    }

    private static String engine(String boardFile) {
        var image = ImageFile.load(resource("/fixtures/firmware/blinky.hex"), Optional.empty(), Optional.empty());
        try (var bench = SimulatedBench.open(BENCH, Boards.settings(boardFile), 0x5EC7);
             var workshop = Workshop.open(bench, Route.SWD, Stated.nothing())) {
            FlashReport report = workshop.flash(image, Policy.careful());
            List<String> notes = Stream.concat(report.recoveries().stream(), report.warnings().stream())
                    .map(Object::toString).toList();
            return notes.isEmpty() ? NOTHING : "does it; " + String.join("; ", notes);
        } catch (SectorZeroException failure) {
            return failure.diagnosis().what() + ": " + failure.diagnosis().suspects().stream().limit(1)
                    .map(Suspect::toString).collect(Collectors.joining());
        }
    }

    private static Path resource(String name) {
        return Path.of(URI.create(OpenOcdFailuresTest.class.getResource(name).toString()));
    }
}
