package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What people type for addresses, sizes and sectors, and what is refused with the reason. */
class TypedTest {

    @Test
    void an_address_may_be_written_as_the_manual_writes_it() {
        assertThat(Typed.address("0x0800_0000")).isEqualTo(new Address(0x0800_0000));
        assertThat(Typed.address("0xFFFFFFFF")).isEqualTo(new Address(-1));
        assertThat(Typed.address("134217728")).isEqualTo(new Address(0x0800_0000));
    }

    @ParameterizedTest @ValueSource(strings = {"", "0x", "0x1_0000_0000", "-1", "flash", "0x08000000h", "99999999999999999999"})
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> Typed.address(text)).isInstanceOf(TypeConversionException.class).hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"256,256", "0x100,256", "16K,16384", "16k,16384", "1M,1048576", "4096M,4294967296"})
    void a_size_may_carry_a_unit(String text, long bytes) {
        assertThat(Typed.size(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest @ValueSource(strings = {"0", "-5", "K", "", "4097M", "1.5K", "9223372036854775807K"})
    void a_size_is_at_least_a_byte_and_at_most_all_there_is(String text) {
        assertThatThrownBy(() -> Typed.size(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void sectors_are_numbers_and_runs_in_any_order() {
        assertThat(Typed.sectors("5,0-3,2").numbers()).containsExactly(0, 1, 2, 3, 5);
        assertThat(Typed.sectors("08").numbers()).containsExactly(8);
        assertThat(Typed.sectors("none").numbers()).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"", "3-1", "-1", "0,,1", "a", "0-999999999", "1-"})
    void what_is_no_list_of_sectors_is_refused(String text) {
        assertThatThrownBy(() -> Typed.sectors(text)).isInstanceOf(TypeConversionException.class);
    }
}
