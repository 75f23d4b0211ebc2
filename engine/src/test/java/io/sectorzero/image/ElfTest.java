package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.ELF;
import static io.sectorzero.image.Outcome.cause;
import static io.sectorzero.image.Outcome.loaded;
import static io.sectorzero.image.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ELF files put together here, header by header: what is loaded where, and that no damage does more than be refused. */
class ElfTest {

    private static final int CONTENT = 0x100;

    /** A program header: type, offset in the file, physical address, bytes in the file, bytes in memory. */
    private record Header(int type, int offset, int physical, int stored, int inMemory) { }

    private static Header load(int offset, long physical, int stored) {
        return new Header(1, offset, (int) physical, stored, stored);
    }

    /** A program for Arm whose content from 0x100 on counts up, with the given program headers at 52. */
    private static ByteBuffer elf(Header... headers) {
        ByteBuffer file = ByteBuffer.allocate(CONTENT + 256).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
        file.putShort(16, (short) 2).putShort(18, (short) 40).putInt(20, 1).putInt(24, 0x0800_0101).putInt(28, 52);
        file.putShort(40, (short) 52).putShort(42, (short) 32).putShort(44, (short) headers.length).putShort(46, (short) 40);
        for (int i = 0; i < headers.length; i++) {
            int at = 52 + i * 32;
            file.putInt(at, headers[i].type).putInt(at + 4, headers[i].offset).putInt(at + 8, 0x2000_0000)
                    .putInt(at + 12, headers[i].physical).putInt(at + 16, headers[i].stored).putInt(at + 20, headers[i].inMemory);
        }
        for (int i = 0; i < 256; i++) {
            file.put(CONTENT + i, (byte) i);
        }
        return file;
    }

    @Test void segments_go_to_their_physical_address_and_know_their_program_header() {
        Image image = loaded(ELF, elf(load(CONTENT, 0x0800_0000L, 2), new Header(4, 0, 0, 8, 8), load(CONTENT + 4, 0x0800_0100L, 1)).array());

        assertThat(image.segments()).containsExactly(
                new Segment(Address.of(0x0800_0000L), Bytes.of(0, 1)), new Segment(Address.of(0x0800_0100L), Bytes.of(4)));
        assertThat(image.whereIs(Address.of(0x0800_0001L))).isEqualTo("program header 0");
        assertThat(image.whereIs(Address.of(0x0800_0100L))).isEqualTo("program header 2");
        assertThat(image.entry()).contains(Address.of(0x0800_0101L));
    }

    @Test void addresses_in_the_upper_half_stay_positive() {
        assertThat(loaded(ELF, elf(load(CONTENT, 0x9000_0000L, 1)).array()).segments().get(0).start()).isEqualTo(Address.of(0x9000_0000L));
    }

    @Test void memory_that_is_only_cleared_is_no_content() {
        Image image = loaded(ELF, elf(load(CONTENT, 0x0800_0000L, 1), new Header(1, CONTENT, 0x2000_0000, 0, 4096)).array());

        assertThat(image.segments()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "4  | 2 | 1 | file cannot be flashed: it is not built for a 32-bit little-endian Arm | class 2, byte order 1, machine 40; expected 1, 1 and 40",
        "5  | 2 | 1 | file cannot be flashed: it is not built for a 32-bit little-endian Arm | class 1, byte order 2, machine 40; expected 1, 1 and 40",
        "18 | 62 | 2 | file cannot be flashed: it is not built for a 32-bit little-endian Arm | class 1, byte order 1, machine 62; expected 1, 1 and 40",
        "16 | 1 | 2 | file cannot be flashed: it is not a linked program | ELF type 1; a program has 2, an object file 1",
        "44 | 0 | 2 | file cannot be flashed: it has no program headers | a loader can take nothing from it"})
    void what_was_built_for_something_else_is_refused_with_what_it_is(int at, int value, int size, String what, String found) {
        ByteBuffer file = elf(load(CONTENT, 0x0800_0000L, 1));
        if (size == 1) {
            file.put(at, (byte) value);
        } else {
            file.putShort(at, (short) value);
        }

        assertThat(refused(ELF, file.array()).what()).isEqualTo(what);
        assertThat(refused(ELF, file.array()).evidence()).containsExactly(found);
    }

    @ParameterizedTest
    @CsvSource({"44, 65535", "44, 32768", "44, 1025", "44, 15", "42, 0", "42, 65535", "42, 56"})
    void absurd_counts_and_sizes_of_program_headers_are_refused(int at, int value) {
        ByteBuffer file = elf(load(CONTENT, 0x0800_0000L, 1)).putShort(at, (short) value);

        assertThat(refused(ELF, file.array()).what()).contains("cannot be, the file ends at 0x200");
        assertThat(cause(refused(ELF, file.array()))).isEqualTo("I6");
    }

    @ParameterizedTest
    @CsvSource({"0xFFFFFFFF", "0x7FFFFFFF", "0x80000000", "0x1FF"})
    void program_headers_outside_the_file_are_refused(String offset) {
        ByteBuffer file = elf(load(CONTENT, 0x0800_0000L, 1)).putInt(28, Long.decode(offset).intValue());

        assertThat(refused(ELF, file.array()).what()).startsWith("file, offset 0x1C: 1 program headers of 32 bytes at offset");
    }

    @Test void content_outside_the_file_is_refused_before_anything_is_allocated() {
        assertThat(refused(ELF, elf(load(CONTENT, 0x0800_0000L, 257)).array()).what())
                .isEqualTo("file, program header 0: it wants 257 bytes from offset 0x100, but the file ends at 0x200");
        assertThat(refused(ELF, elf(load(-1, 0x0800_0000L, -1)).array()).what())
                .isEqualTo("file, program header 0: it wants 4294967295 bytes from offset 0xFFFFFFFF, but the file ends at 0x200");
    }

    @Test void more_content_than_memory_is_refused() {
        assertThat(refused(ELF, elf(new Header(1, CONTENT, 0, 2, 1)).array()).what())
                .isEqualTo("file, program header 0: it stores 2 bytes for 1 bytes of memory");
    }

    @Test void content_past_the_end_of_the_address_space_is_refused() {
        assertThat(refused(ELF, elf(load(CONTENT, 0xFFFF_FFFFL, 2)).array()).what())
                .isEqualTo("file, program header 0: 2 bytes at 0xFFFFFFFF run over the end of the address space");
    }

    @Test void segments_that_contradict_each_other_are_refused() {
        assertThat(refused(ELF, elf(load(CONTENT, 0x0800_0000L, 4), load(CONTENT, 0x0800_0002L, 4)).array()).what())
                .isEqualTo("file, program header 1: it contradicts program header 0 about 0x08000002");
    }

    @Test void a_program_with_nothing_to_load_is_refused() {
        assertThat(refused(ELF, elf(new Header(1, CONTENT, 0, 0, 64)).array()).what()).isEqualTo("file holds nothing to flash");
    }

    @Test void headers_inside_a_segment_need_sections_to_tell_them_from_the_program() {
        assertThat(refused(ELF, elf(load(0, 0x0800_0000L, CONTENT + 4)).array()).what())
                .isEqualTo("file, offset 0x20: a segment begins with the file's own headers, and 0 section headers at 0x0 cannot tell them apart");
    }

    @Test void section_counts_do_not_disturb_a_program_that_needs_none() {
        ByteBuffer file = elf(load(CONTENT, 0x0800_0000L, 1)).putInt(32, -1).putShort(46, (short) -1).putShort(48, (short) -1).putShort(50, (short) -1);

        assertThat(loaded(ELF, file.array()).size()).isEqualTo(1);
    }

    @Test void no_damage_to_any_byte_makes_anything_but_an_image_or_a_refusal() {
        for (String fixture : new String[] {"blinky.elf", "app-at-32k.elf"}) {
            byte[] good = Fixtures.content(fixture);
            for (int at = 0; at < good.length; at += at < 256 || at > good.length - 512 ? 1 : 41) {
                for (int bits : new int[] {0x01, 0x80, 0x40, 0xFF}) {
                    byte[] damaged = good.clone();
                    damaged[at] ^= (byte) bits;
                    assertLoadedOrRefused(damaged);
                }
            }
            for (int length = 0; length < good.length; length += length < 256 ? 1 : 97) {
                assertLoadedOrRefused(Arrays.copyOf(good, length));
            }
        }
    }

    private static void assertLoadedOrRefused(byte[] damaged) {
        try {
            assertThat(loaded(ELF, damaged).size()).isPositive();
        } catch (ImageRejected refusal) {
            assertThat(refusal.diagnosis().what()).startsWith("file");
        }
    }
}
