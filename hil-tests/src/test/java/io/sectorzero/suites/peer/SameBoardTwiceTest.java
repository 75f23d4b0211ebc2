package io.sectorzero.suites.peer;

import static io.sectorzero.bench.Capability.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.Suspect;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * The same broken board, flashed by others and by us, one attempt each and none after a reset: what everybody says of it, side by
 * side. What OpenOCD says through an ST-LINK it says by JTAG as well, and what we say through an ST-LINK we say with a bare debug
 * port before us, except where it is the probe that is broken. The table is printed, and kept in
 * {@code target/peers/others-and-we.txt}.
 */
@HilTest
@Needs(FAULTS)
class SameBoardTwiceTest {

    private static final Map<String, String> TABLE = new ConcurrentSkipListMap<>();
    private static final String WELL = "written and verified";
    private static final int BYTES = 16 * 1024;
    private static final BenchDescription NO_PROBE_BETWEEN =
            BenchDescription.parse("desk", "kind = \"simulator\"\nprobe = \"direct\"\nsupply = 3.3");

    /**
     * @param theirs  what OpenOCD says, among other things
     * @param stFlash what st-flash says, among other things
     * @param ours    what we say, among other things
     */
    private record Row(String title, List<String> board, String theirs, String stFlash, String ours) {

        boolean isTheProbesFault() {
            return board.stream().anyMatch(line -> line.startsWith("probe."));
        }

        @Override public String toString() {
            return title;
        }
    }

    static Stream<Row> boards() {
        return Stream.of(
                new Row("nothing wrong", List.of(), WELL, WELL, WELL + ", and nothing told"),
                new Row("stale error flags", List.of("boot.boot0 = \"low\"", "flash.sr.initial = 0xC0"),
                        "failed erasing sectors 0 to 0", WELL, "C10 "),
                new Row("stale write protection flag", List.of("boot.boot0 = \"low\"", "flash.sr.initial = 0x10"),
                        "stm32x device protected", WELL, "C10 "),
                new Row("write protection", List.of("option.nwrp = 0xFFE"), "stm32x device protected", "Flash memory is write protected", "C3 "),
                new Row("read protection, level 1", List.of("option.rdp = 0x55"), "stm32x device protected", "Flash memory is write protected", "C1 "),
                new Row("phantom erase", List.of("flash.content = \"counting\"", "flash.dropStrt = 100"),
                        "checksum mismatch", "Verification of flash failed", "C12 "),
                new Row("worn sector", List.of("flash.content = \"counting\"", "flash.wear = {0 = 50_000}",
                        "fault = [{kind = \"stuck-bit\", address = 0x0800_0004, bit = 0, value = 0}]"),
                        "differ", "Verification of flash failed", "erase sector 0"),
                // OpenOCD waits for ten thousand looks; at the pace of this server nobody has to.
                new Row("a sector that takes fifty times as long", List.of("flash.content = \"counting\"",
                        "fault = [{kind = \"slow-sector\", sector = 0, factor = 50}]"), WELL, WELL, "does not come to an end"),
                new Row("a supply of 2.0 V", List.of("power.vdd = 2.0"), "checksum mismatch", WELL, "E3 "),
                new Row("wedged probe", List.of("probe.wedgeAfter = 6"), "init mode failed", "LIBUSB_ERROR_TIMEOUT", "H6 "));
    }

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("boards")
    void what_is_wrong_with_a_board_is_told_by_everybody_in_his_own_words(Row row, Boards boards) throws IOException {
        Path file = Files.write(folder.resolve("same-board.toml"), row.board());
        Path content = Files.write(folder.resolve("image.bin"), Images.content(BYTES).toArray());
        var told = new LinkedHashMap<String, String>();

        told.put("OpenOCD", overStLink(file, content));
        told.put("st-flash", whatStFlashSays(row, content));
        told.put("we", whatWeSay(boards, file));
        if (!row.isTheProbesFault()) {
            told.put("OpenOCD by JTAG", overJtag(file, content));
            told.put("we, no probe between", whatWeSay(boards.onBench(NO_PROBE_BETWEEN), file));
        }

        TABLE.put(row.title(), told.entrySet().stream().map(each -> "  %-21s %s%n".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining("", row.title() + System.lineSeparator(), "")));
        told.forEach((who, what) -> assertThat(what).as(who)
                .contains(who.startsWith("we") ? row.ours() : who.startsWith("OpenOCD") ? row.theirs() : row.stFlash()));
    }

    @AfterAll
    static void the_table() throws IOException {
        String table = String.join(System.lineSeparator(), TABLE.values());
        Path file = Path.of("target", "peers", "others-and-we.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }

    private String overStLink(Path board, Path image) {
        try (Served served = Served.open(board, folder, "stlink")) {
            return whatOpenOcdSays(OpenOcd.with("-f", "interface/stlink.cfg", "-c", "hla_stlink_backend tcp " + served.port("stlink")), image);
        }
    }

    private String overJtag(Path board, Path image) {
        try (Served served = Served.open(board, folder, "bitbang")) {
            return whatOpenOcdSays(OpenOcd.overJtag(served), image);
        }
    }

    // Halted where it is: a reset would end what earlier code left.
    private static String whatOpenOcdSays(OpenOcd openOcd, Path image) {
        Peer.Run run = openOcd.run("halt", "flash write_image erase %s 0x08000000".formatted(image),
                "verify_image %s 0x08000000".formatted(image));
        String errors = run.output().lines().filter(line -> line.startsWith("Error") || line.contains("differ") && !line.startsWith("Info"))
                .distinct().collect(Collectors.joining("; "));
        return errors.isEmpty() && run.exit() == 0 ? WELL : errors;
    }

    private String whatStFlashSays(Row row, Path image) {
        try (Plugged board = Plugged.with("v2-1", folder, row.board().toArray(String[]::new))) {
            Peer.Run run = board.run("st-flash", "write", image.toString(), "0x08000000");
            String errors = run.output().lines().filter(line -> line.contains("ERROR") || line.startsWith("Couldn't"))
                    .map(line -> line.replaceFirst(".*ERROR [a-z_]+\\.c: ", "")).distinct().collect(Collectors.joining("; "));
            return errors.isEmpty() && run.exit() == 0 ? WELL : errors;
        }
    }

    private static String whatWeSay(Boards boards, Path board) {
        Outcome outcome = boards.of(BoardFile.read(board)).attempt(Route.SWD, Stated.nothing(),
                workshop -> workshop.flash(Images.ofSize(BYTES), Policy.careful()));
        return outcome.diagnosis().map(diagnosis -> diagnosis.suspects().stream().findFirst().map(Suspect::cause).orElse("nobody")
                + " " + diagnosis.what()).orElseGet(() -> WELL + outcome.report().map(SameBoardTwiceTest::told).orElseThrow());
    }

    private static String told(FlashReport report) {
        List<?> told = Stream.concat(report.recoveries().stream(), report.warnings().stream()).toList();
        return told.isEmpty() ? ", and nothing told" : ", told " + told;
    }
}
