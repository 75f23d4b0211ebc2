package io.sectorzero.flash.dfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loader that says it takes blocks of 2048 bytes, and does not. */
class SmallerBlocksTest {

    private static final Image IMAGE = Image.of("an image", new Segment(PaperLoader.flashAt(0),
            Bytes.parseHex("00 00 04 20 09 00 00 08").then(Bytes.repeat(0x5A, 5000))));

    private final PaperLoader loader = new PaperLoader(1024);

    private FlashReport flash() {
        try (var workshop = Workshop.open(new PaperBench(loader), Route.DFU)) {
            return workshop.flash(IMAGE, Policy.careful());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 1024, 2047})
    void it_is_sent_smaller_ones_and_the_report_tells(int takes) {
        loader.takesAtMost = takes;

        FlashReport report = flash();

        assertThat(report.verified()).isTrue();
        assertThat(report.recoveries()).anyMatch(line -> line.contains("D8 ") && line.contains("blocks of 64 bytes"));
        Bytes written = Bytes.copyOf(loader.flash, 0, IMAGE.segments().get(0).data().length());
        assertThat(written).isEqualTo(IMAGE.segments().get(0).data());
    }

    @Test
    void one_that_keeps_its_word_is_sent_large_ones() {
        assertThat(flash().recoveries()).isEmpty();
        assertThat(loader.largestTaken).isEqualTo(PaperLoader.BLOCK);
    }
}
