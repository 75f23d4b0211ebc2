package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Still;
import io.sectorzero.trace.Trace;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loop, on a chip made of paper. */
class FlasherTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xE");
    private static final OptionBytes FACTORY = FlashPlanTest.FACTORY;
    private static final Image IMAGE = Image.of("app", new Segment(Address.of(0x0800_4010L), Bytes.repeat(0x11, 700)),
            new Segment(Address.of(0x0800_8000L), Bytes.repeat(0x22, 300)));

    private static final Image UNEVEN = Image.of("app", new Segment(Address.of(0x0800_4011L), Bytes.repeat(0x11, 1700)));

    private final Still clock = new Still();

    @Test
    void everything_done_is_in_the_report() {
        var chip = new PaperChip(DEVICE, FACTORY);
        var account = account();

        flash(chip, Policy.careful(), account, () -> false);

        FlashReport report = account.report(chip, Optional.empty());
        assertThat(report.verified()).isTrue();
        assertThat(report.erasedSectors()).containsExactly(1, 2);
        assertThat(report.programmedBytes()).isEqualTo(1000);
        assertThat(report.board()).isEqualTo(BoardState.WRITTEN);
        assertThat(report.sectors()).extracting(SectorMark::after).startsWith(SectorMark.After.UNTOUCHED,
                SectorMark.After.VERIFIED, SectorMark.After.VERIFIED, SectorMark.After.UNTOUCHED);
        assertThat(chip.content(new AddressRange(Address.of(0x0800_4010L), 700))).isEqualTo(Bytes.repeat(0x11, 700));
    }

    @Test
    void what_a_loader_sums_up_need_not_be_read_but_for_ends_that_are_no_whole_words() {
        var chip = new PaperChip(DEVICE, FACTORY);
        chip.takesLoader = true;
        var account = account();

        carryOut(chip, chip.connect(), Policy.careful(), account, () -> false, UNEVEN);

        assertThat(chip.acts).contains("loader");
        assertThat(account.report(chip, Optional.empty()).verified()).isTrue();
        // Before the erase, after it, and three bytes and one at the ends.
        assertThat(chip.bytesRead).isLessThan(100);
    }

    @Test
    void a_wrong_sum_is_followed_by_reading_which_tells_where() {
        var chip = new PaperChip(DEVICE, FACTORY.withWriteProtected(Set.of(1)));
        chip.takesLoader = true;
        chip.fill(Bytes.repeat(0x33, 0x8000).toArray());
        var account = account();

        assertThatThrownBy(() -> carryOut(chip, ChipIdentity.assumed(DEVICE), Policy.careful(), account, () -> false, UNEVEN))
                .isInstanceOf(VerifyMismatch.class);
    }

    @Test
    void a_wrong_sum_of_what_reads_right_is_told_and_no_failure() {
        var chip = new PaperChip(DEVICE, FACTORY);
        chip.takesLoader = true;
        chip.sumsWrong = true;
        var account = account();

        carryOut(chip, chip.connect(), Policy.careful(), account, () -> false, UNEVEN);

        FlashReport report = account.report(chip, Optional.empty());
        assertThat(report.verified()).isTrue();
        assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("C20 sector 1 reads right"));
    }

    @Test
    void sectors_whose_sums_are_right_are_left_alone_without_being_read() {
        var chip = new PaperChip(DEVICE, FACTORY);
        chip.takesLoader = true;
        carryOut(chip, chip.connect(), Policy.careful(), account(), () -> false, UNEVEN);
        chip.acts.clear();
        chip.bytesRead = 0;
        var account = account();

        chip.useLoader();
        carryOut(chip, chip.connect(), Policy.careful().withDiff(true), account, () -> false, UNEVEN);

        assertThat(chip.acts).containsExactly("loader");
        assertThat(chip.bytesRead).isLessThan(100);
        assertThat(account.report(chip, Optional.empty()).sectors().get(1).before()).isEqualTo(SectorMark.Before.RIGHT);
    }

    /** Exhaustive: the signal comes up at each of the times it is asked for. */
    @Test
    void stopping_anywhere_ends_with_lifted_protection_put_back_and_a_true_board_state() {
        OptionBytes guarded = FACTORY.withWriteProtected(Set.of(0, 1));
        var policy = Policy.careful().withLiftWriteProtection(true);
        for (int patience = 0; ; patience++) {
            var chip = new PaperChip(DEVICE, guarded);
            var account = account();
            int[] left = {patience};
            try {
                flash(chip, policy, account, () -> left[0]-- == 0);
            } catch (Cancelled stopped) {
                assertThat(chip.readOptions()).as("stopped at %d", patience).isEqualTo(guarded);
                boolean written = chip.acts.stream().anyMatch(act -> act.startsWith("write"));
                boolean erased = chip.acts.stream().anyMatch(act -> act.startsWith("erase"));
                BoardState board = account.report(chip, Optional.empty()).board();
                assertThat(board == BoardState.PARTLY_WRITTEN || board == BoardState.WRITTEN).as("%s", board).isEqualTo(written);
                assertThat(board == BoardState.ERASED).as("%s", board).isEqualTo(erased && !written);
                continue;
            }
            assertThat(patience).isGreaterThan(10);
            assertThat(chip.readOptions()).isEqualTo(guarded);
            return;
        }
    }

    @Test
    void an_erase_that_was_acknowledged_and_not_done_is_found_before_anything_is_written() {
        var chip = new PaperChip(DEVICE, FACTORY.withWriteProtected(Set.of(1)));
        chip.fill(Bytes.repeat(0x77, 0x10000).toArray());
        var account = account();

        assertThatThrownBy(() -> flashAsIfUnprotected(chip, account)).isInstanceOfSatisfying(VerifyMismatch.class, failure ->
                assertThat(failure.diagnosis().render()).startsWith("""
                        Sector 1 is not blank after its erase was acknowledged
                          evidence  from 0x08004010: read 77 77 77 77 77 77 77 77 77 77 77 77 77 77 77 77
                          evidence  nothing was written on top of it
                          suspect   %s""".formatted(suspect("C12", POSSIBLE))));
        assertThat(chip.acts).noneMatch(act -> act.startsWith("write"));
    }

    @Test
    void content_that_is_not_what_was_written_is_never_reported_as_verified() {
        var chip = new PaperChip(DEVICE, FACTORY.withWriteProtected(Set.of(2)));
        var account = account();

        assertThatThrownBy(() -> flashAsIfUnprotected(chip, account)).isInstanceOf(VerifyMismatch.class)
                .hasMessage("Sector 2 does not hold what was written");
        FlashReport report = account.report(chip, Optional.empty());
        assertThat(report.verified()).isFalse();
        assertThat(report.sectors().get(1).after()).isEqualTo(SectorMark.After.VERIFIED);
        assertThat(report.sectors().get(2).after()).isEqualTo(SectorMark.After.WRONG);
        assertThat(report.board()).isEqualTo(BoardState.PARTLY_WRITTEN);
    }

    private void flash(PaperChip chip, Policy policy, Account account, StopSignal stop) {
        carryOut(chip, chip.connect(), policy, account, stop);
    }

    /** The option bytes told the plan nothing: protection set by firmware at run time looks like this. */
    private void flashAsIfUnprotected(PaperChip chip, Account account) {
        carryOut(chip, ChipIdentity.assumed(DEVICE), Policy.careful(), account, () -> false);
    }

    private void carryOut(PaperChip chip, ChipIdentity who, Policy policy, Account account, StopSignal stop) {
        carryOut(chip, who, policy, account, stop, IMAGE);
    }

    private void carryOut(PaperChip chip, ChipIdentity who, Policy policy, Account account, StopSignal stop, Image image) {
        var pulse = new Pulse((phase, done, total) -> assertThat(done).isLessThanOrEqualTo(total), stop);
        Survey start = Survey.of(chip.carrier(), OptionalDouble.of(3.3));
        Survey survey = new Surveyor(chip, DEVICE, policy, account, pulse, new CaseNotes(chip, Optional::empty), new HashMap<>()).survey(image, start);
        FlashPlan plan = FlashPlan.of(image, who, policy, survey);
        new Flasher(chip, account, new Trace(clock), pulse, plan, survey, new CaseNotes(chip, Optional::empty), new LiftedProtection()).run();
    }

    private Account account() {
        return new Account("paper", Route.UART, clock, new Trace(clock));
    }

    /** As the catalogue calls it; the words are not ours to test. */
    private static Suspect suspect(String id, Confidence confidence) {
        return CauseCatalogue.load().suspect(id, confidence);
    }
}
