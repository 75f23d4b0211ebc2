package io.sectorzero.sim.board;

import static io.sectorzero.sim.board.Attached.OTP;
import static io.sectorzero.sim.manual.FlashInterface.ACR;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.KEY1;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.MER;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier code left in the flash interface, as whoever attaches finds it. */
class LeftoversTest {

    private static Attached attached(String... lines) {
        String file = "[boot]\nboot0 = \"low\"\n" + String.join("\n", lines);
        return Attached.to(BoardFile.of(DescriptionFile.parse("board.toml", file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x40, 0x80, 0xC0, 0xF0})
    void exactly_the_stale_flags_that_were_asked_for_are_there_and_the_register_is_locked(int flags) {
        var tool = attached("[flash]", "sr.initial = " + flags);

        assertThat(tool.read(SR)).isEqualTo(flags);
        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
        assertThat(tool.read(FLASH)).as("nothing was written").isEqualTo(-1);
    }

    @Test
    void a_reset_ends_what_earlier_code_left_and_a_power_on_brings_it_back() {
        var tool = attached("[flash]", "sr.initial = 0x10");
        assertThat(tool.read(SR)).isEqualTo(WRPERR);
        tool.board.chip().softwareReset();
        tool.pass(5);
        assertThat(tool.read(SR)).isZero();

        tool.powerCycle();
        assertThat(tool.read(SR)).isEqualTo(WRPERR);
    }

    @Test
    void nothing_is_left_behind_where_the_loader_booted() {
        var tool = Attached.to(BoardFile.of(DescriptionFile.parse("board.toml", "[flash]\nsr.initial = 0xC0")));

        assertThat(tool.read(SR)).isZero();
    }

    @Test
    void a_left_mass_erase_bit_turns_the_next_sector_erase_into_none_when_it_is_kept() {
        var tool = attached("[flash]", "content = \"zeros\"", "cr.initial = 0x4");

        assertThat(tool.read(CR)).isEqualTo(MER);
        tool.write(CR, tool.read(CR) | SER | X32 | STRT);
        tool.pass(1000);
        assertThat(tool.read(SR)).isEqualTo(WRPERR);
        assertThat(tool.read(FLASH)).as("neither erase is performed").isZero();

        tool.startErase(0, X32);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(tool.read(FLASH)).as("written whole, the register erases").isEqualTo(-1);
    }

    @Test
    void a_wrong_key_closes_the_register_until_the_next_reset() {
        var tool = attached("[flash]", "keySequenceState = \"dead\"");

        tool.unlock();
        assertThat(tool.read(CR) & LOCK).as("the right keys, in the right order").isEqualTo(LOCK);
    }

    @Test
    void a_half_finished_key_sequence_spoils_the_right_one() {
        var tool = attached("[flash]", "keySequenceState = \"half\"");

        assertThatThrownBy(() -> tool.write(KEYR, KEY1)).isInstanceOf(Attached.Refused.class);
        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
    }

    @Test
    void what_the_core_reads_after_an_erase_is_what_its_caches_held() {
        var tool = attached("[flash]", "content = \"zeros\"", "cache = true");
        tool.unlock();
        tool.startErase(0, X32);
        assertThat(tool.endsWithin(1000)).isTrue();

        assertThat(tool.read(FLASH)).as("the debug port bypasses the caches").isEqualTo(-1);
        assertThat(tool.board.chip().bus().read(FLASH, BusWidth.WORD, Master.CORE)).as("stale").isZero();
        tool.write(ACR, 0);
        tool.write(ACR, 0b11 << 11);
        tool.write(ACR, 0b11 << 9);
        assertThat(tool.board.chip().bus().read(FLASH, BusWidth.WORD, Master.CORE)).as("reset").isEqualTo(-1);
    }

    @Test
    void a_locked_otp_block_refuses_and_its_neighbour_does_not() {
        var tool = attached("[otp]", "lock = [3]");
        tool.unlock();

        assertThat(tool.program(OTP + 3 * 32, 0)).isEqualTo(WRPERR);
        assertThat(tool.program(OTP + 4 * 32, 0)).isZero();
        assertThat(tool.read(OTP + 4 * 32)).isZero();
        assertThat(tool.board.chip().otp().isLocked(3)).isTrue();
    }

    @Test
    void options_that_wait_for_a_power_on_show_after_a_reset_and_do_not_act() {
        var tool = attached("[option]", "rdp = 0x55", "pendingUntilPor = true", "[flash]", "content = \"zeros\"");
        tool.unlockOptions();
        tool.write(OPTCR, 0x0FFF_AAEC);
        tool.write(OPTCR, 0x0FFF_AAEE);
        assertThat(tool.endsWithin(40_000)).isTrue();

        tool.board.chip().softwareReset();
        tool.pass(5);
        assertThat(tool.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0xAA);
        assertThatThrownBy(() -> tool.read(FLASH)).as("protected as before").isInstanceOf(Attached.Refused.class);

        tool.powerCycle();
        assertThat(tool.read(FLASH)).isEqualTo(-1);
    }

    @Test
    void bits_and_flags_that_no_code_leaves_are_refused() {
        assertThatThrownBy(() -> attached("[flash]", "sr.initial = 0x1")).hasMessageContaining("flash.sr.initial");
        assertThatThrownBy(() -> attached("[flash]", "cr.initial = 0x10000")).hasMessageContaining("flash.cr.initial");
        assertThatThrownBy(() -> attached("[otp]", "lock = [16]")).hasMessageContaining("otp.lock");
    }

    @Test
    void a_board_without_leftovers_has_none() {
        var tool = attached();
        tool.board.load(Address.of(FLASH), Bytes.of(1, 2, 3, 4));

        assertThat(tool.read(SR)).isZero();
        assertThat(tool.read(CR)).isEqualTo(LOCK);
        assertThat(tool.read(ACR)).isZero();
    }
}
