package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Still;
import io.sectorzero.trace.Trace;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is read to be written back again must not carry a byte that was damaged on the way. */
class SurveyorTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final Image IMAGE = Image.of("app", new Segment(Address.of(0x0800_4100L), Bytes.repeat(0x11, 16)));

    private final PaperChip chip = new PaperChip(DEVICE, FlashPlanTest.FACTORY);
    private final Account account = new Account("paper", Route.UART, new Still(), new Trace(new Still()));

    @Test
    void content_that_reads_the_same_twice_is_kept_and_told_nothing_about() {
        assertThat(kept().isAll(0xFF)).isTrue();
        assertThat(warnings()).isZero();
    }

    @Test
    void a_byte_damaged_once_is_outvoted_by_two_right_reads_and_told() {
        chip.damagedReads = 1;

        assertThat(kept().isAll(0xFF)).isTrue();
        assertThat(warnings()).isEqualTo(1);
    }

    @Test
    void three_reads_that_all_differ_keep_nothing() {
        chip.damagedReads = 3;
        chip.everDifferent = true;

        assertThatThrownBy(this::kept).isInstanceOfSatisfying(TargetRefused.class, refused ->
                assertThat(refused.diagnosis().evidence()).containsExactly("three reads of 256 bytes gave three different contents"));
        assertThat(chip.acts).isEmpty();
    }

    private Bytes kept() {
        var surveyor = new Surveyor(chip, DEVICE, Policy.careful().withKeep(true), account,
                new Pulse((phase, done, total) -> { }, () -> false), new CaseNotes(chip, Optional::empty), new HashMap<>());
        return surveyor.survey(IMAGE, Survey.of(chip.carrier(), OptionalDouble.of(3.3))).contents().get(1);
    }

    private int warnings() {
        return account.report(chip, Optional.empty()).warnings().size();
    }
}
