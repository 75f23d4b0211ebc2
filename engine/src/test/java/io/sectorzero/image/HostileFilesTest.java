package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.ELF;
import static io.sectorzero.image.ImageFormat.INTEL_HEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files made to hurt. Whatever they claim, reading them allocates a small multiple of their own size. */
class HostileFilesTest {

    private static final int MEGABYTE = 1 << 20;

    /** Everything that is ever allocated, garbage included, so this bounds what is held at once from far above. */
    private static long allocatedBy(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String refusal(ImageFormat format, byte[] content, int timesItsSize) {
        Bytes bytes = Bytes.copyOf(content);
        var what = new StringBuilder();
        Optional<Address> base = format == ImageFormat.RAW_BINARY ? Optional.of(Fixtures.FLASH) : Optional.empty();

        long allocated = allocatedBy(() -> what.append(catchThrowableOfType(ImageRejected.class,
                () -> ImageFile.parse("hostile", bytes, Optional.of(format), base)).diagnosis().what()));

        assertThat(allocated).isLessThan((long) timesItsSize * content.length + MEGABYTE);
        return what.toString();
    }

    private static byte[] record(int type, int offset, int... data) {
        int sum = data.length + (offset >> 8) + (offset & 0xFF) + type + Arrays.stream(data).sum();
        var line = new StringBuilder(":%02X%04X%02X".formatted(data.length, offset, type));
        for (int value : data) {
            line.append("%02X".formatted(value));
        }
        return line.append("%02X\n".formatted(-sum & 0xFF)).toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test void islands_strewn_over_four_gigabytes_are_refused_when_there_are_too_many() {
        var hex = new ByteArrayOutputStream();
        for (int upper = 0; hex.size() < 2 * MEGABYTE; upper++) {
            hex.writeBytes(record(4, 0, upper >> 8, upper & 0xFF));
            for (int offset = 0; offset < 0x1_0000; offset += 0x4000) {
                hex.writeBytes(record(0, offset, 0x11));
            }
        }
        hex.writeBytes(record(1, 0));

        assertThat(refusal(INTEL_HEX, hex.toByteArray(), 20)).contains("the content lies in more than 65536 separate places");
    }

    @Test void content_that_comes_backwards_byte_by_byte_is_refused_when_there_is_too_much_of_it() {
        var hex = new ByteArrayOutputStream();
        for (int upper = 16; upper >= 0; upper--) {
            hex.writeBytes(record(4, 0, 0, upper));
            for (int offset = 0xFFFF; offset >= 0; offset--) {
                hex.writeBytes(oneByte(offset));
            }
        }
        assertThat(refusal(INTEL_HEX, hex.toByteArray(), 10))
                .contains("line 1048594: the content comes in more than 1048576 scattered pieces");
    }

    private static byte[] oneByte(int offset) {
        byte[] line = ":0100000000xx\n".getBytes(StandardCharsets.US_ASCII);
        int sum = -(1 + (offset >> 8) + (offset & 0xFF)) & 0xFF;
        for (int i = 0; i < 4; i++) {
            line[3 + i] = digit(offset >> 12 - 4 * i & 0xF);
        }
        line[11] = digit(sum >> 4);
        line[12] = digit(sum & 0xF);
        return line;
    }

    private static byte digit(int value) {
        return (byte) Character.forDigit(value, 16);
    }

    @Test void one_line_that_never_ends_is_refused() {
        byte[] line = new byte[8 * MEGABYTE];
        Arrays.fill(line, (byte) '0');
        line[0] = ':';

        assertThat(refusal(INTEL_HEX, line, 2)).isEqualTo("hostile, line 1: 8388607 hexadecimal digits cannot be a record");
    }

    @Test void nothing_but_line_ends_is_refused_at_the_last() {
        byte[] text = new byte[8 * MEGABYTE];
        Arrays.fill(text, (byte) '\n');

        assertThat(refusal(INTEL_HEX, text, 2)).isEqualTo("hostile, line 8388608: the end record is missing; the file stops early");
    }

    @Test void a_thousand_segments_that_are_all_the_same_bytes_are_refused_before_they_fill_the_memory() {
        int headers = 1024;
        ByteBuffer file = ByteBuffer.allocate(MEGABYTE).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1}).putShort(16, (short) 2).putShort(18, (short) 40).putInt(28, 52);
        file.putShort(42, (short) 32).putShort(44, (short) headers);
        for (int i = 0; i < headers; i++) {
            int size = MEGABYTE - 100;
            file.putInt(52 + i * 32, 1).putInt(56 + i * 32, 100).putInt(64 + i * 32, 0x0800_0000).putInt(68 + i * 32, size)
                    .putInt(72 + i * 32, size);
        }
        assertThat(refusal(ELF, file.array(), 50)).isEqualTo("hostile, program header 16: the image is too large");
    }

    @Test void a_raw_binary_larger_than_any_flash_is_refused_without_a_copy() {
        assertThat(refusal(ImageFormat.RAW_BINARY, new byte[Pieces.LARGEST_CONTENT + 1], 2))
                .isEqualTo("hostile, offset 0x0: the image is too large");
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEL_HEX", "S_RECORD", "ELF", "DFUSE"})
    void garbage_is_refused_in_every_format(ImageFormat format) {
        var random = new SplittableRandom(0x5EC7);
        for (int length = 0; length < 2000; length += 7) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            assertThat(refusal(format, garbage, 20)).startsWith("hostile");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEL_HEX", "S_RECORD", "ELF", "DFUSE"})
    void garbage_behind_a_good_beginning_is_refused_or_loaded_but_never_anything_else(ImageFormat format) {
        var random = new SplittableRandom(0x5EC7);
        byte[] good = Fixtures.content("blinky." + format.shortName());
        for (int keep = 1; keep < good.length; keep += 1 + good.length / 400) {
            byte[] garbage = good.clone();
            for (int i = keep; i < garbage.length; i++) {
                garbage[i] = (byte) random.nextInt();
            }
            try {
                assertThat(Outcome.loaded(format, garbage).size()).isPositive();
            } catch (ImageRejected refusal) {
                assertThat(refusal.diagnosis().what()).startsWith("file");
            }
        }
    }
}
