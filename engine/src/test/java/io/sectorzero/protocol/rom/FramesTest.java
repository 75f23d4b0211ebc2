package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each frame of AN3155 Rev 20 [P], byte for byte: complements, byte order, counts and checksums, over every value where they are
 * few.
 */
class FramesTest {

    private static final Duration WORK = Duration.ofSeconds(1);

    /** Rows as AN3155 Rev 20 prints them. */
    @ParameterizedTest
    @CsvSource({
        "00, 00 FF", "01, 01 FE", "02, 02 FD", "11, 11 EE", "21, 21 DE", "31, 31 CE", "44, 44 BB", "63, 63 9C", "73, 73 8C",
        "82, 82 7D", "92, 92 6D"})
    void a_command_opens_with_its_code_and_the_complement(String code, String opening) {
        var command = List.<RomCommand<?>>of(new Get(), new GetVersion(), new GetId(), new ReadMemory(new Address(0), 1),
                        new Go(new Address(0)), new WriteMemory(new Address(0), Bytes.of(0), WORK), ExtendedErase.ofEverything(WORK),
                        new WriteProtect(List.of(0), WORK), new WriteUnprotect(WORK), new ReadoutProtect(WORK), new ReadoutUnprotect(WORK))
                .stream().filter(c -> c.code() == Integer.parseInt(code, 16)).findFirst().orElseThrow();

        assertThat(command.opening()).hasToString(opening);
    }

    @Property
    void an_address_goes_most_significant_byte_first_and_its_frame_xors_to_nothing(@ForAll int raw) {
        Bytes frame = Frame.address(new Address(raw));

        assertThat(frame.slice(0, 4)).isEqualTo(new Address(raw).bigEndian());
        assertThat(Checksums.xor(frame)).isZero();
    }

    @Property
    void data_is_counted_less_one_and_its_frame_xors_to_nothing(@ForAll @Size(min = 1, max = 256) byte[] data) {
        Bytes frame = new WriteMemory(new Address(0), Bytes.copyOf(data), WORK).stages().get(1).bytes();

        assertThat(frame.at(0)).isEqualTo(data.length - 1);
        assertThat(frame.slice(1, frame.length() - 1)).isEqualTo(Bytes.copyOf(data));
        assertThat(Checksums.xor(frame)).isZero();
    }

    @Property
    void a_read_states_its_length_less_one_with_the_complement(@ForAll @IntRange(min = 1, max = 256) int count) {
        Bytes frame = new ReadMemory(new Address(0), count).stages().get(1).bytes();

        assertThat(frame.at(0)).isEqualTo(count - 1);
        assertThat(frame.at(0) ^ frame.at(1)).isEqualTo(0xFF);
        assertThat(frame.length()).isEqualTo(2);
    }

    @Property
    void erased_sectors_go_as_sixteen_bits_and_their_frame_xors_to_nothing(@ForAll("sectors") List<Integer> sectors) {
        Bytes frame = ExtendedErase.ofSectors(sectors, WORK).stages().get(0).bytes();

        assertThat(frame.length()).isEqualTo(2 + 2 * sectors.size() + 1);
        assertThat(frame.at(0) << 8 | frame.at(1)).isEqualTo(sectors.size() - 1);
        for (int i = 0; i < sectors.size(); i++) {
            assertThat(frame.at(2 + 2 * i) << 8 | frame.at(3 + 2 * i)).isEqualTo(sectors.get(i));
        }
        assertThat(Checksums.xor(frame)).isZero();
    }

    @Provide
    Arbitrary<List<Integer>> sectors() {
        return Arbitraries.integers().between(0, 0xFFFF).list().ofMinSize(1).ofMaxSize(300);
    }

    @Property
    void protected_sectors_go_as_bytes_and_their_frame_xors_to_nothing(@ForAll @Size(min = 1, max = 256) List<@IntRange(max = 255) Integer> sectors) {
        Bytes frame = new WriteProtect(sectors, WORK).stages().get(0).bytes();

        assertThat(frame.length()).isEqualTo(sectors.size() + 2);
        assertThat(frame.at(0)).isEqualTo(sectors.size() - 1);
        assertThat(Checksums.xor(frame)).isZero();
    }

    @Example
    void a_frame_that_the_wire_cannot_carry_is_not_made() {
        var nowhere = new Address(0);

        assertThatThrownBy(() -> new ReadMemory(nowhere, 0)).hasMessage("Read Memory carries 1 to 256 bytes, not 0");
        assertThatThrownBy(() -> new ReadMemory(nowhere, 257)).hasMessage("Read Memory carries 1 to 256 bytes, not 257");
        assertThatThrownBy(() -> new WriteMemory(nowhere, Bytes.NONE, WORK)).hasMessage("Write Memory carries 1 to 256 bytes, not 0");
        assertThatThrownBy(() -> new WriteMemory(nowhere, Bytes.repeat(0, 257), WORK)).hasMessage("Write Memory carries 1 to 256 bytes, not 257");
        assertThatThrownBy(() -> new WriteProtect(List.of(), WORK)).hasMessage("Write Protect carries 1 to 256 sectors, not 0");
        assertThatThrownBy(() -> new WriteProtect(List.of(256), WORK)).hasMessage("a sector number has 8 bits here: 256");
        assertThatThrownBy(() -> ExtendedErase.ofSectors(List.of(), WORK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExtendedErase.ofSectors(List.of(-1), WORK)).hasMessage("a sector number has 16 bits: -1");
        assertThatThrownBy(() -> ExtendedErase.ofCode(0xFFEF, WORK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExtendedErase(1, List.of(7), WORK)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest @ValueSource(ints = {0xFFFF, 0xFFFE, 0xFFFD, 0xFFF0})
    void a_special_erase_code_goes_alone_with_its_xor(int code) {
        Bytes frame = ExtendedErase.ofCode(code, WORK).stages().get(0).bytes();

        assertThat(frame).isEqualTo(Bytes.of(0xFF, code & 0xFF, 0xFF ^ code & 0xFF));
    }
}
