package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Stated;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How a chip is met over the debug port and how it is left: what is touched, reset, halted and put back, seen by what reaches a
 * {@link PaperTarget}; and what is told of wires, clock, sense pin and reset line.
 */
class SwdConnectionTest extends SwdOnPaper {

    /** Of a small image; more than it takes. */
    private static final int MOST_ACCESSES = 10_000;

    @Test
    void a_chip_is_known_by_id_size_and_options_without_being_disturbed() {
        ChipIdentity chip = SwdProgrammer.open(paper, Stated.nothing()).connect();

        assertThat(chip.device()).isEqualTo(DEVICE);
        assertThat(chip.flashKilobytes()).hasValue(1024);
        assertThat(chip.revision().orElseThrow().marking()).isEqualTo("C");
        assertThat(chip.options().orElseThrow().readProtection()).isEqualTo(ReadProtection.LEVEL_0);
        assertThat(chip.readProtected()).isFalse();
        // The debug clocks go on while the core sleeps; nothing else is touched.
        assertThat(paper.acts).containsOnly("attach NORMAL", "E0042004 <- 00000007");
        assertThat(paper.halted).isFalse();
    }

    @Test
    void work_begins_by_a_reset_with_watchdogs_frozen_and_ends_with_the_chip_running_and_everything_put_back() {
        SwdProgrammer programmer = connected();
        programmer.erase(sector(0), PATIENCE);
        assertThat(paper.halted).isTrue();
        assertThat(paper.resets).isEqualTo(1);
        assertThat(paper.registers).containsEntry(PaperTarget.DBGMCU_APB1_FZ, 0x1800).containsEntry(PaperTarget.DBGMCU_CR, 7);

        programmer.close();

        assertThat(paper.registers).containsEntry(PaperTarget.DBGMCU_APB1_FZ, 0).containsEntry(PaperTarget.DBGMCU_CR, 0);
        assertThat(paper.halted).isFalse();
        assertThat(paper.resets).isEqualTo(2);
        assertThat(paper.acts).last().isEqualTo("probe closed");
    }

    @Test
    void looking_leaves_the_chip_running_and_unreset() {
        SwdProgrammer programmer = connected();
        programmer.read(BASE, 64);
        programmer.readOptions();
        programmer.close();

        assertThat(paper.resets).isZero();
        assertThat(paper.halted).isFalse();
        assertThat(paper.acts).filteredOn(act -> act.contains("<-")).containsExactly("E0042004 <- 00000007", "E0042004 <- 00000000");
    }

    @Test
    void a_chip_that_was_found_halted_is_left_halted() {
        paper.halted = true;
        SwdProgrammer programmer = connected();
        programmer.erase(sector(0), PATIENCE);
        programmer.close();

        assertThat(paper.halted).isTrue();
    }

    @Test
    void hot_plugged_the_chip_is_made_quiet_by_hand() {
        paper.registers.put(PaperTarget.MPU_CTRL, 5);
        paper.registers.put(PaperTarget.AHB1ENR, 1 << 22);
        paper.registers.put(PaperTarget.DMA2_S3CR, 0x401);
        paper.registers.put(PaperTarget.ACR, 0x705);
        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.HOT_PLUG));

        programmer.erase(sector(0), PATIENCE);

        assertThat(paper.resets).isZero();
        assertThat(paper.halted).isTrue();
        assertThat(paper.registers).containsEntry(PaperTarget.MPU_CTRL, 0).containsEntry(PaperTarget.DMA2_S3CR, 0x400)
                .containsEntry(PaperTarget.ACR, 5);
        assertThat(paper.acts).contains("40023C00 <- 00001805");
        assertThat(programmer.warnings()).anyMatch(warning -> warning.contains("MPU")).anyMatch(warning -> warning.contains("DMA2 stream 3"));

        programmer.close();
        assertThat(paper.resets).isZero();
        assertThat(paper.halted).isFalse();
        assertThat(paper.registers).containsEntry(PaperTarget.MPU_CTRL, 5).containsEntry(PaperTarget.DMA2_S3CR, 0x401)
                .containsEntry(PaperTarget.ACR, 0x705).containsEntry(PaperTarget.DBGMCU_APB1_FZ, 0);
    }

    @Test
    void under_reset_the_core_stands_at_its_reset_vector_and_the_line_has_proved_to_be_wired() {
        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.UNDER_RESET));

        assertThat(paper.halted).isTrue();
        assertThat(programmer.particulars()).anyMatch(one -> one.what().equals("NRST") && one.text().startsWith("wired"));
    }

    @Test
    void a_chip_that_does_not_answer_in_reset_either_is_not_left_in_it() {
        paper.mute = true;

        assertThatThrownBy(() -> connected()).isInstanceOf(TargetSilent.class);

        assertThat(paper.resetLow).isFalse();
        assertThat(paper.acts).contains("attach UNDER_RESET, NRST low").doesNotContain("attach NORMAL, NRST low").last().isEqualTo("attach NORMAL");
    }

    @Test
    void a_reset_line_that_is_not_wired_is_named() {
        paper.resetWired = false;
        paper.reset = false;

        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.UNDER_RESET));

        assertThat(programmer.warnings()).anyMatch(warning -> warning.startsWith("E10"));
        assertThat(programmer.particulars()).anyMatch(one -> one.what().equals("NRST") && one.text().startsWith("not wired"));
    }

    @ParameterizedTest
    @CsvSource({"1000000, 4000, 0", "4000, 4000, 0", "2000, 1800, 1", "1000, 950, 1"})
    void the_clock_is_the_fastest_that_reads_reliably(int reliable, int settled, int doubts) {
        paper.reliableKilohertz = reliable;
        SwdProgrammer programmer = connected();

        assertThat(programmer.carrier().toString()).contains("at %d kHz".formatted(settled));
        assertThat(programmer.warnings()).filteredOn(warning -> warning.startsWith("E11")).hasSize(doubts);
    }

    @Test
    void a_clock_that_was_asked_for_is_not_exceeded() {
        assertThat(connected(Probing.usual().withKilohertz(100)).carrier().toString()).contains("at 100 kHz");
    }

    @Test
    void wires_that_never_read_reliably_are_told() {
        paper.reliableKilohertz = 1;
        SwdProgrammer programmer = SwdProgrammer.open(paper, Stated.nothing());

        assertThatThrownBy(programmer::connect).isInstanceOf(TargetSilent.class).hasMessageContaining("reliably");
    }

    @ParameterizedTest
    @CsvSource({"0.01, E1", "1.5, E2"})
    void a_sense_pin_that_shows_what_no_chip_lives_on_is_not_believed(double sensed, String cause) {
        paper.volts = sensed;
        SwdProgrammer programmer = connected();

        assertThat(programmer.measuredVolts()).isEmpty();
        assertThat(programmer.warnings()).anyMatch(warning -> warning.startsWith(cause));
    }

    @Test
    void a_start_runs_the_chip_from_its_reset_with_no_debugger_left() {
        SwdProgrammer programmer = connected();
        programmer.erase(sector(0), PATIENCE);

        programmer.start(BASE);
        programmer.close();

        assertThat(paper.halted).isFalse();
        assertThat(paper.resets).isEqualTo(2);
        assertThat(paper.registers).containsEntry(PaperTarget.DBGMCU_APB1_FZ, 0);
    }

    @Test
    void a_probe_that_goes_at_any_moment_is_a_lost_link_and_closing_still_works() {
        int accesses = 0;
        while (accesses < MOST_ACCESSES && !flashes(accesses)) {
            accesses++;
        }
        assertThat(accesses).isGreaterThan(50).isLessThan(MOST_ACCESSES);
    }

    /** Whether so many accesses are enough for all of it. */
    private boolean flashes(int accesses) {
        var target = new PaperTarget();
        target.accessesLeft = accesses;
        try (SwdProgrammer programmer = SwdProgrammer.open(target, Stated.nothing())) {
            programmer.connect();
            programmer.erase(sector(0), PATIENCE);
            programmer.write(BASE, DATA, PATIENCE);
            assertThat(programmer.read(BASE, DATA.length())).isEqualTo(DATA);
            return true;
        } catch (LinkLost expected) {
            return false;
        }
    }

    @Test
    void a_probe_that_comes_back_is_opened_anew() {
        SwdProgrammer programmer = connected();
        paper.accessesLeft = 0;
        assertThatThrownBy(() -> programmer.erase(sector(0), PATIENCE)).isInstanceOf(LinkLost.class);
        paper.accessesLeft = Integer.MAX_VALUE;

        programmer.connect();
        programmer.erase(sector(0), PATIENCE);

        assertThat(paper.acts).contains("probe closed");
    }

    @Test
    void nothing_can_be_done_before_anybody_is_attached() {
        assertThatThrownBy(() -> SwdProgrammer.open(paper, Stated.nothing()).read(BASE, 4)).isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(SectorZeroException.class);
    }

    @Test
    void what_was_noticed_before_a_new_contact_says_nothing_about_what_comes_after_it() {
        SwdProgrammer programmer = connected();
        paper.accessesLeft = 0;
        assertThatThrownBy(() -> programmer.erase(sector(0), PATIENCE)).isInstanceOf(LinkLost.class);
        assertThat(programmer.observed()).extracting(Observation::fact).containsExactly(Fact.PORT_STATE);
        paper.accessesLeft = Integer.MAX_VALUE;

        programmer.connect();

        assertThat(programmer.observed()).isEmpty();
    }

    @Test
    void what_each_contact_finds_of_protection_is_told_once_and_no_longer_than_it_lasts() {
        paper.storedOptions = 0x0FFF_55EC;
        paper.options = paper.storedOptions;
        SwdProgrammer programmer = connected();
        programmer.connect();
        assertThat(programmer.observed()).extracting(Observation::fact).containsExactly(Fact.OPTION_READOUT, Fact.OPTION_SPRMOD);

        programmer.liftReadProtection(Duration.ofSeconds(64));

        assertThat(programmer.observed()).isEmpty();
    }

    /** A program that rewrites its option bytes first of all would be cut short by the reset, and option bytes left half-way lock the chip. */
    @Test
    void a_halted_core_runs_nothing_before_the_reset_that_starts_it() {
        SwdProgrammer programmer = connected();
        programmer.erase(sector(0), PATIENCE);
        paper.acts.clear();

        programmer.close();

        assertThat(paper.acts).contains("reset").doesNotContain("the core goes on");
        assertThat(paper.halted).isFalse();
    }

    @Test
    void option_bytes_that_the_program_changes_back_are_seen_after_it_ran() {
        SwdProgrammer programmer = connected();
        paper.optionsOnceRun = OptionalInt.of(0x0FFC_AAEC);
        OptionBytes open = programmer.writeOptions(programmer.readOptions().withWriteProtected(Set.of(2))).orElseThrow();
        assertThat(open.writeProtected()).containsExactly(2);

        assertThat(programmer.optionsAfterRun().orElseThrow().writeProtected()).containsExactlyInAnyOrder(0, 1);
        assertThat(paper.halted).isFalse();
        int resets = paper.resets;
        programmer.close();
        assertThat(paper.resets).as("it runs from its reset already").isEqualTo(resets);
    }

    @ParameterizedTest
    @CsvSource({"true, NORMAL", "false, UNDER_RESET"})
    void who_was_found_halted_or_is_reached_under_reset_only_is_not_let_run(boolean halted, Connect how) {
        paper.halted = halted;
        SwdProgrammer programmer = connected(Probing.usual().withConnect(how));
        programmer.writeOptions(programmer.readOptions().withWriteProtected(Set.of(2)));

        assertThat(programmer.optionsAfterRun()).isEmpty();
        assertThat(paper.halted).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0FFC55EC, changed", "0FFFAAEC, as-before"})
    void what_a_started_program_made_of_the_option_bytes_is_seen_at_the_next_contact(String options, String seen) {
        SwdProgrammer programmer = connected();
        programmer.erase(sector(0), PATIENCE);
        paper.optionsOnceRun = OptionalInt.of(Integer.parseUnsignedInt(options, 16));
        programmer.start(BASE);

        programmer.connect();

        assertThat(programmer.observed()).filteredOn(one -> one.fact() == Fact.OPTION_AFTER_START).extracting(Observation::value).containsExactly(seen);
    }

    @Test
    void what_a_program_has_begun_in_the_flash_is_let_finish_before_its_reset_line_is_pulled() {
        paper.busyUntil = Duration.ofMillis(700).toNanos();

        connected(Probing.usual().withConnect(Connect.UNDER_RESET));

        assertThat(paper.resets).isEqualTo(1);
        assertThat(paper.nanos()).isGreaterThan(Duration.ofMillis(700).toNanos());
    }
}
