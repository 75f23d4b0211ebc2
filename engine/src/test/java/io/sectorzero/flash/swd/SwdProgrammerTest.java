package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.device.Sector;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Stated;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The flash controller by its registers, in the order RM0090 Rev 21 §3.6 [S] wants, and a chip that is left as it was found. */
class SwdProgrammerTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final Address BASE = DEVICE.layout().base();
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Bytes DATA = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

    private final PaperTarget paper = new PaperTarget();

    private SwdProgrammer connected() {
        return connected(Probing.usual());
    }

    private SwdProgrammer connected(Probing probing) {
        SwdProgrammer programmer = SwdProgrammer.open(paper, Stated.nothing().withProbing(probing));
        programmer.connect();
        return programmer;
    }

    private static Sector sector(int number) {
        return DEVICE.layout().sectors().get(number);
    }

    private void state(SwdProgrammer programmer, double volts) {
        programmer.stateSupply(DEVICE.bootloader().bandAt(volts).orElseThrow());
    }

    private Bytes content(int length) {
        return Bytes.copyOf(paper.flash, 0, length);
    }

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
    void erasing_writes_the_control_register_whole_and_ends_with_it_empty() {
        SwdProgrammer programmer = connected();
        state(programmer, 3.3);
        paper.acts.clear();

        programmer.erase(sector(3), PATIENCE);

        assertThat(paper.acts).filteredOn(act -> act.startsWith("CR")).containsExactly("CR 0100021A", "CR 0101021A", "CR 00000000");
    }

    @ParameterizedTest
    @CsvSource({"1.8, BYTE, 00000001", "2.2, HALF_WORD, 00000101", "3.3, WORD, 00000201"})
    void the_width_follows_the_supply(double volts, Width width, String control) {
        paper.volts = volts;
        SwdProgrammer programmer = connected();
        state(programmer, volts);
        programmer.erase(sector(0), PATIENCE);
        paper.acts.clear();

        programmer.write(BASE, DATA, PATIENCE);
        programmer.read(BASE, 4);

        assertThat(paper.acts).containsExactly("CR " + control, "program %s 16".formatted(width), "CR 00000000");
        assertThat(content(16)).isEqualTo(DATA);
    }

    @Test
    void a_supply_that_falls_makes_the_work_narrower_before_the_next_sector_and_it_stays_so_at_the_border() {
        SwdProgrammer programmer = connected();
        state(programmer, 3.3);
        programmer.erase(sector(0), PATIENCE);
        paper.volts = 2.65;
        programmer.erase(sector(1), PATIENCE);
        paper.volts = 2.75;
        programmer.erase(sector(2), PATIENCE);
        paper.volts = 2.85;
        programmer.erase(sector(3), PATIENCE);

        assertThat(paper.acts).filteredOn(act -> act.startsWith("CR 0101"))
                .containsExactly("CR 01010202", "CR 0101010A", "CR 01010112", "CR 0101021A");
        assertThat(programmer.recoveries()).singleElement().asString().contains("2.65 V").contains("x16");
    }

    @Test
    void a_probe_without_half_words_works_byte_by_byte() {
        paper.able = EnumSet.of(Width.BYTE, Width.WORD);
        paper.volts = 2.5;
        SwdProgrammer programmer = connected();
        state(programmer, 2.5);
        programmer.erase(sector(0), PATIENCE);

        programmer.write(BASE, DATA, PATIENCE);

        assertThat(paper.acts).contains("program BYTE 16");
    }

    @Test
    void flags_of_earlier_code_are_cleared_before_an_operation() {
        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.HOT_PLUG));
        state(programmer, 3.3);
        paper.status = 0xC0;

        programmer.erase(sector(0), PATIENCE);

        assertThat(paper.status & 0x1F2).isZero();
    }

    @Test
    void an_erase_that_never_ran_is_asked_for_once_more() {
        SwdProgrammer programmer = connected();
        paper.phantoms = 1;
        programmer.erase(sector(0), PATIENCE);
        assertThat(programmer.recoveries()).singleElement().asString().startsWith("C12");

        paper.phantoms = 2;
        var failure = catchThrowableOfType(TargetRefused.class, () -> programmer.erase(sector(0), PATIENCE));
        assertThat(failure.diagnosis().suspects().get(0).cause()).isEqualTo("C12");
    }

    @Test
    void an_erase_that_does_not_end_is_told_after_the_patience_it_was_given() {
        SwdProgrammer programmer = connected();
        paper.stuck = true;
        long before = paper.nanos();

        assertThatThrownBy(() -> programmer.erase(sector(0), PATIENCE)).isInstanceOf(TargetSilent.class);
        assertThat(paper.nanos() - before).isBetween(PATIENCE.toNanos(), PATIENCE.plusSeconds(1).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"0FFEAAEC, C3", "8001AAEC, C4"})
    void a_protected_sector_is_refused_with_the_protection_that_does_it(String options, String cause) {
        paper.options = (int) Long.parseLong(options, 16);
        paper.storedOptions = paper.options;
        SwdProgrammer programmer = connected();

        var failure = catchThrowableOfType(TargetRefused.class, () -> programmer.erase(sector(0), PATIENCE));

        assertThat(failure.diagnosis().suspects().get(0).cause()).isEqualTo(cause);
        assertThat(failure.diagnosis().evidence().get(0)).contains("WRPERR");
        assertThat(paper.status).as("cleared for whoever comes next").isZero();
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

    @ParameterizedTest
    @CsvSource({"HOT_PLUG, 1", "NORMAL, 0"})
    void hot_plugged_the_reset_that_option_bytes_need_is_told(Connect how, int told) {
        SwdProgrammer programmer = connected(Probing.usual().withConnect(how));
        OptionBytes closed = programmer.readOptions().withWriteProtected(Set.of(2));
        programmer.erase(sector(0), PATIENCE);
        int before = paper.resets;

        programmer.writeOptions(closed);

        assertThat(paper.resets).isEqualTo(before + 1);
        assertThat(programmer.warnings()).filteredOn(warning -> warning.contains("the chip was reset for them")).hasSize(told);
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
    void option_bytes_survive_their_way_through_the_register() {
        SwdProgrammer programmer = connected();

        OptionBytes after = programmer.writeOptions(programmer.readOptions().withWriteProtected(Set.of(0, 11))).orElseThrow();

        assertThat(after.writeProtected()).containsExactlyInAnyOrder(0, 11);
        assertThat(paper.storedOptions).isEqualTo(0x07FE_AAEC);
        assertThat(paper.acts).contains("OPTSTRT 07FEAAEC");
    }

    @Test
    void read_protection_goes_at_the_price_of_everything() {
        paper.storedOptions = 0x0FFF_55EC;
        paper.options = paper.storedOptions;
        paper.flash[5] = 0;
        SwdProgrammer programmer = SwdProgrammer.open(paper, Stated.nothing());
        assertThat(programmer.connect().readProtected()).isTrue();

        ChipIdentity open = programmer.liftReadProtection(Duration.ofSeconds(64));

        assertThat(open.readProtected()).isFalse();
        assertThat(content(16).isAll(0xFF)).isTrue();
    }

    @Test
    void code_protection_goes_by_way_of_level_one_in_one_act() {
        paper.storedOptions = 0x8003_AAEC;
        paper.options = paper.storedOptions;
        SwdProgrammer programmer = connected();

        ChipIdentity open = programmer.liftCodeProtection(Duration.ofSeconds(64));

        assertThat(open.options().orElseThrow().codeProtectionMode()).isFalse();
        assertThat(open.options().orElseThrow().readProtection()).isEqualTo(ReadProtection.LEVEL_0);
        assertThat(paper.acts).filteredOn(act -> act.startsWith("OPTSTRT")).containsExactly("OPTSTRT 800355EC", "OPTSTRT 0FFFAAEC");
    }

    @Test
    void option_bytes_that_were_refused_are_locked_again_and_as_they_were() {
        paper.storedOptions = 0x8003_AAEC;
        paper.options = paper.storedOptions;
        SwdProgrammer programmer = connected();
        OptionBytes open = programmer.readOptions().withoutCodeProtection();

        assertThatThrownBy(() -> programmer.writeOptions(open)).isInstanceOf(TargetRefused.class);

        assertThat(paper.readMemory(Address.of(PaperTarget.OPTCR), 4, Width.WORD, Deadline.in(PATIENCE, paper)).u32(0)).isEqualTo(0x8003_AAED);
    }

    @Test
    void both_protections_together_go_in_one_write() {
        paper.storedOptions = 0x8003_55EC;
        paper.options = paper.storedOptions;
        SwdProgrammer programmer = connected();

        programmer.liftReadProtection(Duration.ofSeconds(64));

        assertThat(paper.acts).filteredOn(act -> act.startsWith("OPTSTRT")).containsExactly("OPTSTRT 0FFFAAEC");
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
        while (!flashes(accesses)) {
            accesses++;
        }
        assertThat(accesses).isGreaterThan(50);
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

    @ParameterizedTest
    @EnumSource(FlashFlags.class)
    void every_flag_has_a_name_a_meaning_and_a_cause(FlashFlags flag) {
        assertThat(FlashFlags.explain(FlashRegister.ALL_ERRORS)).contains(flag.name());
        assertThat(flag.cause()).matches("C\\d+");
    }

    @Test
    void the_flags_tile_what_is_cleared() {
        int all = 0;
        for (int bit = 0; bit < 32; bit++) {
            all |= FlashFlags.in(1 << bit).isEmpty() ? 0 : 1 << bit;
        }
        assertThat(all).isEqualTo(FlashRegister.ALL_ERRORS);
        assertThat(FlashRegister.ALL_FLAGS).isEqualTo(all | FlashRegister.EOP);
    }

    @Test
    void nothing_can_be_done_before_anybody_is_attached() {
        assertThatThrownBy(() -> SwdProgrammer.open(paper, Stated.nothing()).read(BASE, 4)).isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(SectorZeroException.class);
    }
}
