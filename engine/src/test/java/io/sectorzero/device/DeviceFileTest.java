package io.sectorzero.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The device file as shipped is accepted, and every damage to it is named. */
class DeviceFileTest {

    @Test
    void the_file_as_shipped_is_accepted() throws IOException {
        assertThat(DeviceFile.devices(DescriptionFile.parse("stm32f412.toml", shipped()))).hasSize(2);
    }

    /** One damage each, and what the complaint must say about it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "7 x 128K             | 7 x 128               | flash.sectors: sizes are written in K: 128",
            "1024K                | 1000K                 | 1000K of flash do not end where a sector ends",
            "STM32F412xG          | STM32F412xE           | there are two variants named STM32F412xE",
            "erase-64K            | erase-32K             | timings: no erase time for the 65536 bytes of sector 4",
            "250 ms / 500 ms      | 250 ms / 50 ms        | timings.erase-16K: typically PT0.25S and at worst PT0.05S",
            "16 us / 100 us       | 16 s                  | timings.program-unit: Index 1 out of bounds for length 1",
            "0x1FFF_7A00          | 0x1FFF_79FF           | memory: otp",
            "75:64                | 79:64                 | options: fields BitField",
            "protocol        =    | protokol =             | bootloader.protocol: this key is needed and missing",
            "read write erase go  | read write erase fly  | bootloader.area: No enum constant",
            "from  = 2.7          | from  = 2.8           | bootloader: voltage bands do not continue each other"})
    void damage_is_named_with_file_and_key(String good, String bad, String complaint) throws IOException {
        assertThat(shipped()).contains(good);
        String damaged = shipped().replaceFirst(good, bad);

        assertThatThrownBy(() -> DeviceFile.devices(DescriptionFile.parse("stm32f412.toml", damaged)))
                .isInstanceOf(BadDescription.class)
                .hasMessageStartingWith("stm32f412.toml:").hasMessageContaining(complaint);
    }

    @Test
    void a_key_nobody_reads_is_refused() throws IOException {
        assertThatThrownBy(() -> DeviceFile.devices(DescriptionFile.parse("stm32f412.toml", "erassed = 1\n" + shipped())))
                .isInstanceOf(BadDescription.class).hasMessageContaining("nobody knows this key");
    }

    @Test
    void a_gap_between_sectors_is_refused_with_both_numbers() {
        var sectors = List.of(sector(0, 0x0800_0000L, 0x4000), sector(1, 0x0800_8000L, 0x4000));

        assertThatThrownBy(() -> new FlashLayout(Address.of(0x0800_0000L), sectors, 0xFF))
                .hasMessage("sector 1 starts at 08008000, but sector 0 ends at 08004000");
    }

    private static Sector sector(int number, long start, long size) {
        return new Sector(number, AddressRange.of(start, size));
    }

    private static String shipped() throws IOException {
        try (InputStream in = DeviceFile.class.getResourceAsStream("stm32f412.toml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
