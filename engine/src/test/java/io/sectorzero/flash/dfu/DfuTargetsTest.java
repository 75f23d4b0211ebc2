package io.sectorzero.flash.dfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import io.sectorzero.memory.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a DfuSe file says about where its content belongs, held against what the device says it has. */
class DfuTargetsTest {

    private static final Bytes VECTORS = Bytes.parseHex("00 00 04 20 09 00 00 08");
    private static final long FLASH = 0x0800_0000L;
    private static final int KILO = 1024;

    @TempDir Path folder;

    private final PaperLoader loader = new PaperLoader(512);

    /** One target of one element. */
    private record Target(int alternate, String name, long address, Bytes content) {
    }

    @Test
    void a_file_made_for_this_device_is_written() throws IOException {
        FlashReport report = flash(image(new Target(0, "Internal Flash", FLASH, VECTORS)));

        assertThat(report.verified()).isTrue();
        assertThat(Bytes.copyOf(loader.flash, 0, 8)).isEqualTo(VECTORS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | 0x1FFFC010 | 16 | 16 bytes at 0x1FFFC010 are no part of that memory",
        "1 | 0x1FFFC008 | 16 | 16 bytes at 0x1FFFC008 are no part of that memory",
        "1 | 0x08000000 | 16 | 16 bytes at 0x08000000 are no part of that memory",
        "2 | 0x1FFF7800 | 16 | this device has the alternate settings [0, 1]",
        "9 | 0x08000000 | 16 | this device has the alternate settings [0, 1]"})
    void a_target_this_device_has_no_place_for_is_refused_before_anything_is_touched(int alternate, String address, int bytes, String why)
            throws IOException {
        Image image = image(new Target(0, "", FLASH, VECTORS), new Target(alternate, "Other", Long.decode(address), Bytes.repeat(0xFF, bytes)));

        ImageRejected refused = catchThrowableOfType(ImageRejected.class, () -> flash(image));

        assertThat(refused.diagnosis().what()).endsWith("file.dfu was made for another device");
        assertThat(refused.diagnosis().evidence()).contains("it has a target for alternate setting %d, called \"Other\"".formatted(alternate))
                .anyMatch(line -> line.startsWith(why));
        assertThat(refused.diagnosis().suspects()).extracting(suspect -> suspect.cause()).containsExactly("I1");
        assertThat(refused.diagnosis().board()).isEqualTo(BoardState.UNTOUCHED);
        assertThat(Bytes.copyOf(loader.flash).isAll(0xFF)).isTrue();
    }

    @Test
    void content_for_the_flash_of_a_larger_part_is_refused() throws IOException {
        Image image = image(new Target(0, "", FLASH, VECTORS), new Target(0, "", FLASH + 512 * KILO - 4, Bytes.repeat(1, 8)));

        ImageRejected refused = catchThrowableOfType(ImageRejected.class, () -> flash(image));

        assertThat(refused.diagnosis().board()).isEqualTo(BoardState.UNTOUCHED);
        assertThat(Bytes.copyOf(loader.flash).isAll(0xFF)).isTrue();
    }

    @Test
    void option_bytes_in_a_file_are_left_out_and_that_is_told() throws IOException {
        FlashReport report = flash(image(new Target(0, "", FLASH, VECTORS), new Target(1, "", 0x1FFF_C000L, Bytes.repeat(0xFF, 16))));

        assertThat(report.verified()).isTrue();
        assertThat(report.warnings()).anyMatch(line -> line.startsWith("target 1 of the file (Option Bytes) is left out"));
    }

    private FlashReport flash(Image image) {
        try (var workshop = Workshop.open(new PaperBench(loader), Route.DFU)) {
            return workshop.flash(image, Policy.careful());
        }
    }

    private Image image(Target... targets) throws IOException {
        return ImageFile.load(Files.write(folder.resolve("file.dfu"), file(targets)), Optional.empty(), Optional.empty());
    }

    /** UM0391 Rev 1 §2 [P]: prefix, targets of elements, suffix; least significant byte first. */
    private static byte[] file(Target... targets) {
        var images = new ByteArrayOutputStream();
        for (Target target : targets) {
            int elementBytes = 8 + target.content().length();
            ByteBuffer one = little(274 + elementBytes).put("Target".getBytes(StandardCharsets.US_ASCII)).put((byte) target.alternate())
                    .putInt(target.name().isEmpty() ? 0 : 1)
                    .put(Arrays.copyOf(target.name().getBytes(StandardCharsets.US_ASCII), 255)).putInt(elementBytes).putInt(1)
                    .putInt((int) target.address()).putInt(target.content().length()).put(target.content().toArray());
            images.writeBytes(one.array());
        }
        ByteBuffer whole = little(11 + images.size() + 16).put("DfuSe".getBytes(StandardCharsets.US_ASCII)).put((byte) 1)
                .putInt(11 + images.size()).put((byte) targets.length).put(images.toByteArray())
                .putShort((short) 0x2200).putShort((short) 0xDF11).putShort((short) 0x0483).putShort((short) 0x011A)
                .put("UFD".getBytes(StandardCharsets.US_ASCII)).put((byte) 16);
        var crc = new CRC32();
        crc.update(whole.array(), 0, whole.position());
        return whole.putInt(~(int) crc.getValue()).array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
