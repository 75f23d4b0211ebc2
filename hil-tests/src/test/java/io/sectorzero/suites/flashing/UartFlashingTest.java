package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import org.junit.jupiter.api.Test;

@HilTest
@Needs(UART)
class UartFlashingTest {

    @Test
    void an_image_written_over_uart_reads_back_byte_for_byte(Target target, @Fixture("blinky.hex") Image blinky) {
        FlashReport report = target.flash(blinky);

        assertThat(report).verified().erasedSectors(0);
        assertThat(target).holds(blinky);
    }
}
