package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Still;
import io.sectorzero.trace.Trace;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A byte damaged on the line is told from a wrong byte in the flash by reading again; judged by a {@link PaperChip}. */
class CheckedReaderTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final AddressRange RANGE = AddressRange.of(0x0800_4001L, 255);
    private static final Bytes BLANK = Bytes.repeat(0xFF, 255);

    private final PaperChip chip = new PaperChip(DEVICE, FlashPlanTest.FACTORY);
    private final Account account = new Account("paper", Route.UART, new Still(), new Trace(new Still()));
    private final CheckedReader reader = new CheckedReader(chip, DEVICE.bootloader(), account);

    @Test
    void content_as_expected_is_read_once_and_told_nothing_about() {
        assertThat(reader.read(RANGE, BLANK)).isEqualTo(BLANK);
        assertThat(warnings()).isEqualTo(0);
    }

    @Test
    void a_byte_damaged_once_on_the_line_is_no_difference_in_the_flash_but_is_told() {
        chip.damagedReads = 1;

        assertThat(reader.read(AddressRange.of(0x0800_4000L, 256), Bytes.repeat(0xFF, 256)).isAll(0xFF)).isTrue();
        assertThat(warnings()).isEqualTo(1);
    }

    /** Every number of damaged reads up to all of them: only a single one is put down to the line. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 100})
    void what_differs_again_differs(int damaged) {
        chip.damagedReads = damaged;

        assertThat(reader.read(AddressRange.of(0x0800_4000L, 256), Bytes.repeat(0xFF, 256)).at(0)).isEqualTo(0xEF);
        assertThat(warnings()).isEqualTo(0);
    }

    private int warnings() {
        return account.report(chip, Optional.empty()).warnings().size();
    }
}
