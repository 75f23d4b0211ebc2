package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.flash.uart.SerialCarrier;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The plan as people read it, line by line, with its times. */
class PlanTextTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final Carrier SERIAL = SerialCarrier.usual(DEVICE.bootloader());
    private static final Image IMAGE = Image.of("app.hex", new Segment(Address.of(0x0800_4000L), Bytes.repeat(1, 600)),
            new Segment(Address.of(0x0800_8000L), Bytes.of(1)), new Segment(Address.of(0x0802_0000L), Bytes.repeat(2, 4)));

    @Test
    void a_dry_run_tells_every_step_and_the_time_it_takes() {
        var survey = new Survey(SERIAL, OptionalDouble.of(3.3), Map.of(), Set.of(2), Set.of(), Map.of(), false, 2);
        var chip = ChipIdentity.assumed(DEVICE).withRevision(DEVICE.revision("C"));

        FlashPlan plan = FlashPlan.of(IMAGE, chip, Policy.careful().withDiff(true).withStartAfter(true), survey);

        assertThat(plan.render()).isEqualTo("""
                plan: write app.hex (605 bytes), STM32F412xG, revision C (0x3000), over 115200 8E1
                  erase     tell the bootloader that the supply is 2.7 to 3.6 V (x32)
                  erase     erase sector 1 (0x08004000..0x08007FFF)
                  erase     erase sector 5 (0x08020000..0x0803FFFF)
                  write     600 bytes in 3 blocks into sector 1
                  write     4 bytes in 1 block into sector 5
                  verify    read back 640 bytes of sector 1 and compare
                  verify    read back 64 bytes of sector 5 and compare
                  start     start what lies at 0x08004000
                  leave     sector 2 as it is: it holds the right content
                  warning   I2 an island of 1 bytes has sector 2 (0x08008000..0x0800BFFF) to itself; the whole sector is erased for it
                predicted: 1.39 s, at worst 2.65 s (erase 1.25 s, write 0.06 s, verify 0.07 s)""");
    }

    @Test
    void a_plan_without_a_board_says_what_it_does_not_know() {
        FlashPlan plan = FlashPlan.of(IMAGE, ChipIdentity.assumed(DEVICE), Policy.careful().withKeep(true));

        assertThat(plan.warnings()).containsExactly(
                "I2 an island of 1 bytes has sector 2 (0x08008000..0x0800BFFF) to itself; the whole sector is erased for it",
                "nobody stated the supply: the flash works x8, as the bootloader assumes by itself, which takes twice the erase time and four times the program time of 2.7 V and more",
                "the revision cannot be read over this route; some make erase of sector 5 unreliable (ES0305 Rev 9 §2.1.7): read back whole",
                "what sector 1 holds besides the image is read first and written back; it is not known here",
                "what sector 2 holds besides the image is read first and written back; it is not known here",
                "what sector 5 holds besides the image is read first and written back; it is not known here");
    }

    @Test
    void a_plan_that_finds_everything_right_has_nothing_to_do() {
        var survey = new Survey(SERIAL, OptionalDouble.empty(), Map.of(), Set.of(1, 2, 5), Set.of(), Map.of(), false, 2);

        FlashPlan plan = FlashPlan.of(IMAGE, ChipIdentity.assumed(DEVICE), Policy.careful().withDiff(true), survey);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.render()).contains("nothing is left to do").contains("predicted: 0.00 s, at worst 0.00 s");
    }
}
