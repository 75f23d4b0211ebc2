package io.sectorzero.suites.peer;

import static io.sectorzero.bench.Capability.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.Suspect;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same broken board, flashed by OpenOCD and by us through the same kind of probe: what either says of it, side by side. The
 * table is printed, and kept in {@code target/peers/others-and-we.txt}.
 */
@HilTest
@Needs(FAULTS)
class SameBoardTwiceTest {

    private static final Map<String, String> TABLE = new ConcurrentSkipListMap<>();
    private static final int BYTES = 16 * 1024;

    /**
     * @param theirs  what OpenOCD says, among other things
     * @param stFlash what st-flash says, among other things
     * @param ours    what we say, among other things
     */
    private record Row(String title, List<String> board, String theirs, String stFlash, String ours) {

        @Override public String toString() {
            return title;
        }
    }

    static Stream<Row> boards() {
        return Stream.of(
                new Row("stale error flags", List.of("boot.boot0 = \"low\"", "flash.sr.initial = 0xC0"),
                        "failed erasing sectors 0 to 0", "written and verified", "C10 "),
                new Row("stale write protection flag", List.of("boot.boot0 = \"low\"", "flash.sr.initial = 0x10"),
                        "stm32x device protected", "written and verified", "C10 "),
                new Row("write protection", List.of("option.nwrp = 0xFFE"), "stm32x device protected", "Flash memory is write protected", "C3 "),
                new Row("read protection, level 1", List.of("option.rdp = 0x55"), "stm32x device protected", "Flash memory is write protected", "C1 "),
                new Row("phantom erase", List.of("flash.content = \"counting\"", "flash.dropStrt = 100"),
                        "checksum mismatch", "Verification of flash failed", "C12 "),
                // OpenOCD waits for ten thousand looks; at the pace of this server nobody has to.
                new Row("a sector that takes fifty times as long", List.of("flash.content = \"counting\"",
                        "fault = [{kind = \"slow-sector\", sector = 0, factor = 50}]"), "written and verified", "written and verified", "does not come to an end"),
                new Row("a supply of 2.0 V", List.of("power.vdd = 2.0"), "checksum mismatch", "written and verified", "E3 "),
                new Row("wedged probe", List.of("probe.wedgeAfter = 6"), "init mode failed", "LIBUSB_ERROR_TIMEOUT", "H6 "));
    }

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void boards(Row row, Boards boards) throws IOException {
        Path file = Files.write(folder.resolve("board.toml"), row.board());
        Image image = Images.ofSize(BYTES);
        Outcome outcome = boards.of(BoardFile.read(file)).attempt(Route.SWD, Stated.nothing(),
                workshop -> workshop.flash(image, Policy.careful()));
        Path content = Files.write(folder.resolve("image.bin"), Images.content(BYTES).toArray());

        String theirs = whatOpenOcdSays(file, content);
        String stFlash = whatStFlashSays(row, content);
        String ours = whatWeSay(outcome);

        TABLE.put(row.title(), "%s%n  OpenOCD   %s%n  st-flash  %s%n  we        %s%n".formatted(row.title(), theirs, stFlash, ours));
        assertThat(theirs).contains(row.theirs());
        assertThat(stFlash).contains(row.stFlash());
        assertThat(ours).contains(row.ours());
    }

    @AfterAll
    static void the_table() throws IOException {
        String table = String.join(System.lineSeparator(), TABLE.values());
        Path file = Path.of("target", "peers", "others-and-we.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }

    private String whatOpenOcdSays(Path board, Path image) {
        try (Served served = Served.open(board, folder, "stlink")) {
            Peer.Run run = OpenOcd.with("-f", "interface/stlink.cfg", "-c", "hla_stlink_backend tcp " + served.port("stlink"))
                    // Halted where it is: a reset would end what earlier code left.
                    .run("halt", "flash write_image erase %s 0x08000000".formatted(image), "verify_image %s 0x08000000".formatted(image));
            String errors = run.output().lines().filter(line -> line.startsWith("Error")).distinct().collect(Collectors.joining("; "));
            return errors.isEmpty() && run.exit() == 0 ? "written and verified" : errors;
        }
    }

    private String whatStFlashSays(Row row, Path image) {
        try (Plugged board = Plugged.with("v2-1", folder, row.board().toArray(String[]::new))) {
            Peer.Run run = board.run("st-flash", "write", image.toString(), "0x08000000");
            String errors = run.output().lines().filter(line -> line.contains("ERROR") || line.startsWith("Couldn't"))
                    .map(line -> line.replaceFirst(".*ERROR [a-z_]+\\.c: ", "")).distinct().collect(Collectors.joining("; "));
            return errors.isEmpty() && run.exit() == 0 ? "written and verified" : errors;
        }
    }

    private static String whatWeSay(Outcome outcome) {
        return outcome.diagnosis().map(diagnosis -> diagnosis.suspects().stream().findFirst().map(Suspect::cause).orElse("nobody")
                + " " + diagnosis.what()).orElseGet(() -> "written and verified"
                + outcome.report().map(report -> Stream.concat(report.recoveries().stream(), report.warnings().stream()).toList())
                        .filter(told -> !told.isEmpty()).map(told -> ", told " + told).orElse(""));
    }
}
