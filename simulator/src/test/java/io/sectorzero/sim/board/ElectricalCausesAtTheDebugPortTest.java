package io.sectorzero.sim.board;

import static io.sectorzero.sim.board.Attached.SIZE_WORD;
import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static io.sectorzero.sim.manual.FlashInterface.X8;
import static io.sectorzero.sim.manual.ResetReason.PORRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the boards of the fixtures whose rails or wires are wrong show to whoever attaches. */
class ElectricalCausesAtTheDebugPortTest {

    private static final int DPIDR = 0x2BA0_1477;
    private static final int THOUSAND = 1000;

    private static Attached to(String file) {
        return Attached.to(Attached.file(file));
    }

    private static boolean isBlank(Attached tool) {
        return IntStream.range(0, 0x1000).allMatch(word -> tool.read(FLASH + word * 4) == -1);
    }

    /** Of a thousand reads of the port's identity at this clock, how many come back whole and right. */
    private static int goodOfThousand(String file, long hertz) {
        var tool = Attached.near(Attached.file(file));
        tool.plug.clock(hertz);
        return (int) IntStream.range(0, THOUSAND).filter(i -> {
            tool.plug.select(Wire.SWD);
            tool.plug.lineReset();
            Reply reply = tool.plug.transfer(false, true, 0, 0);
            return reply.ack() == Acknowledge.OK && reply.parityHolds() && reply.data() == DPIDR;
        }).count();
    }

    @Test
    void two_volts_erase_byte_wide_and_leave_weak_cells_word_wide() {
        var tool = to("e03-low-supply.toml");
        tool.unlock();
        tool.startErase(0, X8);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(isBlank(tool)).isTrue();

        tool.startErase(0, X32);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(tool.read(SR)).as("no flag").isZero();
        assertThat(isBlank(tool)).isFalse();
    }

    @Test
    void an_erase_takes_a_sagging_supply_and_the_port_with_it_and_both_come_back() {
        var tool = to("e04-supply-sags.toml");
        tool.write(RCC_CSR, 1 << 24);
        tool.unlock();
        assertThatThrownBy(() -> tool.startErase(0, X32)).isInstanceOfSatisfying(Attached.Refused.class,
                refused -> assertThat(refused.said()).isEqualTo(Acknowledge.NONE));
        tool.pass(5);
        tool.connect();

        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
        assertThat(tool.read(RCC_CSR) & PORRSTF).isEqualTo(PORRSTF);
    }

    @Test
    void a_board_fed_by_the_probe_erases_byte_wide_and_not_word_wide_and_is_dead_without_it() {
        var tool = to("e04-fed-by-the-probe.toml");
        tool.unlock();
        tool.startErase(0, X8);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(tool.read(SR)).isZero();
        tool.startErase(1, X32);
        tool.pass(5);
        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);

        tool.board.probeConnected(false);
        assertThat(tool.board.chip().isPowered()).isFalse();
        assertThat(tool.board.volts()).isZero();
    }

    @Test
    void below_the_brown_out_level_the_port_answers_and_the_chip_never_starts() {
        var tool = Attached.near(Attached.file("e05-bor-above-supply.toml"));

        assertThat(tool.identity()).hasValue(DPIDR);
        tool.pass(1000);
        assertThat(tool.board.chip().isRunning()).isFalse();
        assertThat(tool.board.volts()).isEqualTo(2.5);
    }

    @Test
    void without_vcap_everything_reads_well_until_the_first_erase_which_hangs() {
        var tool = to("e06-vcap-open.toml");
        assertThat(tool.readHalf(SIZE_WORD)).isEqualTo(1024);
        assertThat(tool.read(FLASH)).isEqualTo(0x0302_0100);

        tool.unlock();
        tool.startErase(0, X8);
        assertThat(tool.endsWithin(5000)).isFalse();
        assertThat(tool.board.volts()).isEqualTo(3.3);
    }

    @Test
    void with_too_little_on_vcap_a_word_wide_erase_hangs() {
        var tool = to("e06-vcap-too-small.toml");
        assertThat(tool.readHalf(SIZE_WORD)).isEqualTo(1024);
        tool.unlock();
        tool.startErase(0, X32);

        assertThat(tool.endsWithin(5000)).isFalse();
        assertThat(tool.read(SR)).isEqualTo(BSY);
    }

    @Test
    void with_vcap_shorted_nobody_answers_and_the_supply_is_there() {
        var tool = Attached.near(Attached.file("e06-vcap-shorted.toml"));

        assertThat(tool.identity()).isEmpty();
        assertThat(tool.board.volts()).isEqualTo(3.3);
    }

    @Test
    void without_vdda_a_kilobyte_is_never_the_same_twice() {
        var tool = to("e07-vdda-open.toml");

        assertThat(LongStream.range(0, 4).map(i -> LongStream.range(0, 256).map(word -> tool.read(FLASH + (int) word * 4)).sum()).distinct().count())
                .isEqualTo(4);
    }

    @Test
    void a_stuck_reset_leaves_a_port_that_answers_and_a_chip_that_does_not_run() {
        var tool = Attached.near(Attached.file("e09-nrst-stuck-low.toml"));

        assertThat(tool.identity()).hasValue(DPIDR);
        assertThat(tool.board.chip().isRunning()).isFalse();
    }

    @Test
    void a_reset_that_cannot_be_pulled_or_is_not_wired_changes_nothing() {
        for (String file : new String[] {"e09-nrst-pulled-up-hard.toml", "e10-nrst-not-wired.toml"}) {
            var tool = to(file);
            tool.board.probeReset(true);
            tool.pass(1);
            assertThat(tool.board.chip().isRunning()).as(file).isTrue();
        }
    }

    @Test
    void a_slow_reset_is_over_half_a_second_after_it_was_let_go() {
        var tool = Attached.near(Attached.file("e09-nrst-rises-slowly.toml"));
        assertThat(tool.board.chip().isRunning()).isFalse();

        tool.pass(500);
        assertThat(tool.board.chip().isRunning()).isTrue();
    }

    @Test
    void long_wires_are_good_at_one_megahertz_and_bad_at_four() {
        assertThat(goodOfThousand("e11-long-wires.toml", 950_000)).isEqualTo(THOUSAND);
        assertThat(goodOfThousand("e11-long-wires.toml", 4_000_000)).isBetween(300, 900);
        assertThat(goodOfThousand("e11-long-wires.toml", 24_000_000)).isLessThan(100);
    }

    @Test
    void swapped_or_shorted_wires_are_silent_at_any_clock() {
        assertThat(goodOfThousand("e12-wires-swapped.toml", 100_000)).isZero();
        assertThat(goodOfThousand("e12-swdio-shorted.toml", 100_000)).isZero();
    }

    @Test
    void without_a_common_ground_a_slow_clock_is_no_better() {
        assertThat(goodOfThousand("e13-no-common-ground.toml", 5_000)).isBetween(400, 950);
        assertThat(goodOfThousand("e13-no-common-ground.toml", 4_000_000)).isBetween(400, 950);
    }
}
