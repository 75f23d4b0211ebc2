package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Stated;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The flash controller by its registers, in the order RM0090 Rev 21 §3.6 [S] wants, and option bytes; judged by a {@link PaperTarget}. */
class SwdProgrammerTest extends SwdOnPaper {

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
}
