package io.sectorzero.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.link.Attach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TOML becomes typed values; whatever is wrong is told with file, line and key. */
class DescriptionFileTest {

    private static final DescriptionFile BENCH = DescriptionFile.parse("bench.toml", """
            kind = "hardware"
            supply = 3.3
            volts = 3

            [uart]
            port = "/dev/ttyUSB0"
            baud = 115_200
            mask = 0x1F
            exclusive = true
            attach = "under-reset"
            words = ["a", "b"]
            numbers = [1, 2]

            [[sector]]
            number = 5

            [[sector]]
            number = 7
            """);

    @Test
    void values_come_out_as_they_were_written() {
        assertThat(BENCH.requireString("uart.port")).isEqualTo("/dev/ttyUSB0");
        assertThat(BENCH.integer("uart.baud", 1, 4_000_000)).hasValue(115_200);
        assertThat(BENCH.integer("uart.mask", 0, 255)).hasValue(31);
        assertThat(BENCH.decimal("supply", 1, 4)).hasValue(3.3);
        assertThat(BENCH.decimal("volts", 1, 4)).hasValue(3.0);
        assertThat(BENCH.flag("uart.exclusive")).contains(true);
        assertThat(BENCH.choice("uart.attach", Attach.class)).contains(Attach.UNDER_RESET);
        assertThat(BENCH.strings("uart.words")).containsExactly("a", "b");
        assertThat(BENCH.integers("uart.numbers", 0, 9)).containsExactly(1L, 2L);
        assertThat(BENCH.tables("sector")).extracting(entry -> entry.values().get("number")).containsExactly(5L, 7L);
        assertThat(BENCH.string("uart.missing")).isEmpty();
        assertThat(BENCH.keysOf("uart")).contains("port", "baud");
        assertThat(BENCH.keysOf("usb")).isEmpty();
    }

    @Test
    void every_complaint_names_file_line_and_key() {
        assertComplaint(() -> BENCH.string("uart.baud"), "bench.toml:7: uart.baud: expected text in quotes, found 115200");
        assertComplaint(() -> BENCH.integer("uart.baud", 1, 9), "bench.toml:7: uart.baud: 115200 is outside 1 to 9");
        assertComplaint(() -> BENCH.decimal("supply", 1, 2), "bench.toml:2: supply: 3.3 is outside 1.0 to 2.0");
        assertComplaint(() -> BENCH.choice("uart.port", Attach.class),
                "bench.toml:6: uart.port: \"/dev/ttyUSB0\" is none of normal, under-reset");
        assertComplaint(() -> BENCH.integers("uart.words", 0, 9), "bench.toml:11: uart.words: a is no whole number from 0 to 9");
        assertComplaint(() -> BENCH.requireString("usb.dfu"), "bench.toml: usb.dfu: this key is needed and missing");
        assertComplaint(() -> { throw BENCH.tables("sector").get(1).complaint("no such sector"); }, "bench.toml:17: no such sector");
    }

    @Test
    void entries_of_a_list_have_typed_look_ups_of_their_own() {
        var file = DescriptionFile.parse("rows.toml", """
                [[row]]
                name = "a"
                attach = ["normal", "under-reset"]
                sees.line.state = "quiet"
                sees.port.state = ["open", "busy"]

                [[row]]
                name = 3
                sees = "nothing"
                sort = "under-water"
                """);
        var first = file.tables("row").get(0);
        assertThat(first.requireString("name")).isEqualTo("a");
        assertThat(first.string("title")).isEmpty();
        assertThat(first.choices("attach", Attach.class)).containsExactly(Attach.NORMAL, Attach.UNDER_RESET);
        assertThat(first.below("sees")).containsExactly(Map.entry("line.state", List.of("quiet")),
                Map.entry("port.state", List.of("open", "busy")));
        assertThat(first.below("hides")).isEmpty();
        first.refuseUnknownKeys();

        var second = file.tables("row").get(1);
        assertComplaint(() -> second.requireString("title"), "rows.toml:7: title: this key is needed and missing");
        assertComplaint(() -> second.string("name"), "rows.toml:7: name: expected text in quotes, found 3");
        assertComplaint(() -> second.below("sees"), "rows.toml:7: sees: expected keys below it, found nothing");
        assertComplaint(second::refuseUnknownKeys,
                "rows.toml:7: sort: nobody knows this key; known here: name, sees, title");
        assertComplaint(() -> second.requireChoice("sort", Attach.class),
                "rows.toml:7: sort: \"under-water\" is none of normal, under-reset");
    }

    @Test
    void a_value_where_a_table_belongs_is_a_complaint_too() {
        assertComplaint(() -> BENCH.string("kind.of.bench"), "bench.toml:1: kind: expected a table with the key of.bench");
        assertComplaint(() -> BENCH.has("sector.number"), "bench.toml:14: sector: expected a table with the key number");
        assertThat(BENCH.has("no.such.table")).isFalse();
    }

    @Test
    void a_key_that_nobody_looked_up_is_refused() {
        var file = DescriptionFile.parse("b.toml", "kind = \"x\"\n[uart]\nprot = \"typo\"\n");
        file.requireString("kind");
        file.string("uart.port");

        assertComplaint(file::refuseUnknownKeys, "b.toml:3: uart.prot: nobody knows this key; known here: kind, uart.port");
    }

    @Test
    void text_that_is_no_toml_is_refused_with_its_line() {
        assertThatExceptionOfType(BadDescription.class)
                .isThrownBy(() -> DescriptionFile.parse("b.toml", "kind = \"x\"\n= 3\n"))
                .withMessage("b.toml:2: this is not TOML");
    }

    @Test
    void files_that_cannot_be_read_are_refused_by_name(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.toml"), "name = \"K\u00e4fer\"".getBytes(StandardCharsets.ISO_8859_1));
        Path huge = Files.write(folder.resolve("huge.toml"), new byte[(1 << 20) + 1]);

        assertComplaint(() -> DescriptionFile.read(folder.resolve("none.toml")), folder.resolve("none.toml") + " does not exist");
        assertComplaint(() -> DescriptionFile.read(latin), latin + " is not a text file in UTF-8");
        assertComplaint(() -> DescriptionFile.read(huge), huge + " is too large for a file that people write");
        assertComplaint(() -> DescriptionFile.read(folder), folder + " cannot be read");
    }

    private static void assertComplaint(ThrowingCallable act, String message) {
        assertThatExceptionOfType(BadDescription.class).isThrownBy(act).withMessage(message);
    }
}
