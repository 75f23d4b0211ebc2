package io.sectorzero.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Option bytes and what they protect, every byte and every pattern of sectors; meanings as in RM0090 Rev 21 §3.7.5 [S]. */
class OptionBytesTest {

    private static final OptionByteLayout LAYOUT = Catalogue.load().device("STM32F412xG").options();
    private static final OptionBytes FACTORY = LAYOUT.decode(
            Bytes.parseHex("FF AA FF FF FF FF FF FF FF 7F FF FF FF FF FF FF"));

    @Test
    void factory_bytes_protect_nothing() {
        assertThat(FACTORY.readProtection()).isEqualTo(ReadProtection.LEVEL_0);
        assertThat(FACTORY.writeProtected()).isEmpty();
        assertThat(FACTORY.codeProtected()).isEmpty();
        assertThat(FACTORY.describe())
                .isEqualTo("RDP AA (level 0), nWRP FFF, SPRMOD 0, BOR off, watchdog by software");
    }

    @Test
    void every_read_protection_byte_but_two_means_level_1() {
        for (int value = 0; value <= 0xFF; value++) {
            OptionBytes options = LAYOUT.decode(Bytes.of(0xFF, value).then(FACTORY.raw().slice(2, 16)));
            var expected = value == 0xAA ? ReadProtection.LEVEL_0
                    : value == 0xCC ? ReadProtection.LEVEL_2 : ReadProtection.LEVEL_1;

            assertThat(options.readProtection()).as("%02X", value).isEqualTo(expected);
        }
    }

    @Test
    void every_pattern_of_sector_bits_turns_round_with_the_protection_mode() {
        for (int bits = 0; bits < 1 << 12; bits++) {
            OptionBytes writable = LAYOUT.decode(withSectorBits(bits, 0x70));
            OptionBytes executable = LAYOUT.decode(withSectorBits(bits, 0xF0));

            for (int sector = 0; sector < 12; sector++) {
                boolean one = (bits >>> sector & 1) == 1;
                assertThat(writable.writeProtected().contains(sector)).isEqualTo(!one);
                assertThat(executable.codeProtected().contains(sector)).isEqualTo(one);
            }
            assertThat(writable.codeProtected()).isEmpty();
            assertThat(executable.writeProtected()).isEmpty();
        }
    }

    /** An erased option sector: level 1, and every sector code-protected. RM0402 Rev 6 §3.6.3 and RM0090 Rev 21 §3.7.5 [S]. */
    @Test
    void blank_option_bytes_protect_everything() {
        OptionBytes blank = LAYOUT.decode(Bytes.repeat(0xFF, 16));

        assertThat(blank.readProtection()).isEqualTo(ReadProtection.LEVEL_1);
        assertThat(blank.codeProtected()).hasSize(12);
        assertThat(blank.withoutCodeProtection().withReadProtection(ReadProtection.LEVEL_0).sameSettings(FACTORY)).isTrue();
    }

    @Property
    void a_change_touches_its_own_bits_only(@ForAll @Size(16) byte[] raw, @ForAll boolean one) {
        OptionBytes before = LAYOUT.decode(Bytes.copyOf(raw));

        OptionBytes after = before.withWatchdogInSoftware(one).withResetOnStop(one).withResetOnStandby(one)
                .withBrownOutField(one ? 3 : 0);

        assertThat(after.watchdogInSoftware()).isEqualTo(one);
        assertThat(after.resetOnStop()).isEqualTo(one);
        assertThat(after.resetOnStandby()).isEqualTo(one);
        assertThat(after.brownOutField()).isEqualTo(one ? 3 : 0);
        assertThat(after.raw().slice(1, 16)).isEqualTo(before.raw().slice(1, 16));
        assertThat(after.raw().at(0) & 0x13).isEqualTo(before.raw().at(0) & 0x13);
    }

    @Property
    void write_protecting_sectors_protects_exactly_them(@ForAll @Size(max = 12) Set<Byte> chosen) {
        var sectors = new HashSet<Integer>();
        chosen.forEach(value -> sectors.add(Math.floorMod(value, 12)));

        assertThat(FACTORY.withWriteProtected(sectors).writeProtected()).isEqualTo(sectors);
        assertThat(FACTORY.withWriteProtected(sectors).withWriteProtected(Set.of())).isEqualTo(FACTORY);
    }

    @Test
    void sector_bits_are_not_given_a_meaning_they_do_not_have_under_code_protection() {
        OptionBytes protectedCode = LAYOUT.decode(withSectorBits(0x001, 0xF0));

        assertThatThrownBy(() -> protectedCode.withWriteProtected(Set.of(0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void another_spelling_of_level_1_is_the_same_setting() {
        OptionBytes one = LAYOUT.decode(Bytes.of(0xFF, 0x55).then(FACTORY.raw().slice(2, 16)));
        OptionBytes other = LAYOUT.decode(Bytes.of(0xFF, 0x00).then(FACTORY.raw().slice(2, 16)));

        assertThat(one.sameSettings(other)).isTrue();
        assertThat(one.sameSettings(FACTORY)).isFalse();
    }

    private static Bytes withSectorBits(int bits, int above) {
        return FACTORY.raw().slice(0, 8).then(Bytes.of(bits & 0xFF, bits >>> 8 | above)).then(FACTORY.raw().slice(10, 16));
    }
}
