package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.failure.BoardState;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.FlashPlan;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.SectorMark;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema is a promise: the fields named here are the ones engine/README.md documents. */
class ReportFieldsTest {

    private static final Device CHIP = Catalogue.load().device("STM32F412xG");
    private static final Image IMAGE = Image.of("app.bin", new Segment(new Address(0x0800_0000),
            Bytes.of(0, 0, 4, 0x20, 9, 0, 0, 8, 0, 0xBF, 0, 0xBF)));
    private static final Bytes FACTORY = Bytes.parseHex("FFAAFFFFFFFFFFFFFF7FFFFFFFFFFFFF");
    private static final ChipIdentity IDENTITY = new ChipIdentity(CHIP, OptionalInt.of(1024), Bytes.of(0x01, 0xAB), OptionalInt.of(0x91),
            OptionalInt.of(0x31), Optional.empty(), Optional.of(CHIP.options().decode(FACTORY)), false);
    private static final FlashPlan PLAN = FlashPlan.of(IMAGE, IDENTITY, Policy.careful());

    @Test
    void a_report_has_the_documented_fields() throws IOException {
        Set<String> fields = fields(JsonObject.text(json -> {
            ReportFields.image(json, IMAGE);
            ReportFields.report(json, report());
        }));

        assertThat(fields).containsExactlyInAnyOrder(
                "image", "image.name", "image.format", "image.bytes", "image.segments", "image.segments.start", "image.segments.bytes",
                "bench", "bench.name", "bench.route",
                "chip", "chip.device", "chip.productId", "chip.flashKilobytes", "chip.uniqueId", "chip.bootloader", "chip.protocol",
                "chip.revision", "chip.readProtected", "chip.options", "chip.options.readProtection", "chip.options.writeProtected",
                "chip.options.codeProtected", "chip.options.brownOutVolts", "chip.options.watchdog", "chip.options.resetOnStop",
                "chip.options.resetOnStandby", "chip.options.raw",
                "plan", "plan.title", "plan.steps", "plan.line", "plan.width", "plan.typicalSeconds", "plan.worstSeconds",
                "sectors", "sectors.number", "sectors.start", "sectors.bytes", "sectors.before", "sectors.after", "sectors.imageBytes",
                "sectors.keptBytes", "erasedSectors", "massErased", "programmedBytes", "verifiedBytes", "verified",
                "phases", "phases.phase", "phases.seconds", "seconds", "board", "recoveries", "warnings");
    }

    @Test
    void every_field_of_the_schema_is_in_the_readme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> fields = fields(JsonObject.text(json -> {
            ReportFields.image(json, IMAGE);
            ReportFields.report(json, report());
            ReportFields.planned(json, PLAN);
        }));

        assertThat(fields).allSatisfy(field -> assertThat(readme).containsPattern("\\b" + field.substring(field.lastIndexOf('.') + 1) + "\\b"));
    }

    @Test
    void values_are_written_as_the_readme_says() {
        String json = JsonObject.text(object -> ReportFields.report(object, report()));

        assertThat(json).contains("\"start\" : \"0x08000000\"", "\"uniqueId\" : \"01AB\"", "\"revision\" : null", "\"before\" : \"unread\"",
                "\"after\" : \"verified\"", "\"phase\" : \"erase\"", "\"seconds\" : 0.25\n", "\"board\" : \"WRITTEN\"");
    }

    @Test
    void a_person_reads_one_line_for_each_thing_that_happened() {
        var desk = new Desk();

        new ReportText(desk.screen().out(), report()).say("the image is on the board", " of simulated time");

        assertThat(desk.out()).isEqualTo("""
                chip      STM32F412xG, 1024 KB, unique id 01AB, bootloader V9.1, on simulated board
                erased    sector 0                                       0.25 s
                written   12 bytes, 1.2 KB/s                             0.01 s
                verified  12 bytes read back, every one right            0.00 s
                warning   it is late
                done      the image is on the board                      0.26 s of simulated time
                """);
    }

    @Test
    void runs_of_sectors_are_drawn_together() {
        assertThat(ReportText.sectors(List.of(7))).isEqualTo("sector 7");
        assertThat(ReportText.sectors(List.of(5, 0, 2, 1, 11, 10))).isEqualTo("sectors 0-2 5 10-11");
    }

    private static FlashReport report() {
        var marks = List.of(new SectorMark(CHIP.layout().sector(0), SectorMark.Before.UNREAD, SectorMark.After.VERIFIED, 12, 0));
        return new FlashReport("simulated board", Route.UART, Optional.of(IDENTITY), Optional.of(PLAN), List.of(0), false, 12, 12, true, marks,
                Map.of(Phase.ERASE, Duration.ofMillis(250), Phase.WRITE, Duration.ofMillis(10), Phase.VERIFY, Duration.ofMillis(4)),
                List.of(), List.of("it is late"), BoardState.WRITTEN, Optional.empty());
    }

    private static Set<String> fields(String text) throws IOException {
        var fields = new TreeSet<String>();
        try (var parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    fields.add(parser.getParsingContext().pathAsPointer().toString().substring(1).replaceAll("/\\d+", "").replace('/', '.'));
                }
            }
        }
        return fields;
    }
}
