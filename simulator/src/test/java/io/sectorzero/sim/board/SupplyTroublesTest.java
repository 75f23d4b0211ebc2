package io.sectorzero.sim.board;

import static io.sectorzero.sim.board.Attached.SIZE_WORD;
import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static io.sectorzero.sim.manual.FlashInterface.X8;
import static io.sectorzero.sim.manual.ResetReason.BORRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rails of a board, and what an erase does to them. */
class SupplyTroublesTest {

    private static final BoardSettings FROM_FLASH = BoardSettings.healthy()
            .with(new BootCondition(Strap.LOW, false, List.of(), NoiseAfter.ANY_RESET));
    private static final OptionCondition BROWN_OUT_3 = new OptionCondition(0xAA, 0xFFF, false, false, 3, 0);

    private static BoardSettings vcap(double microFarad) {
        return FROM_FLASH.with(new PowerCondition(3.3, 0, 0, OptionalDouble.empty(), microFarad, OptionalDouble.empty(), true));
    }

    private static BoardSettings vcapForced(double volts) {
        return FROM_FLASH.with(new PowerCondition(3.3, 0, 0, OptionalDouble.empty(), 4.7, OptionalDouble.of(volts), true));
    }

    private static BoardSettings weakSupply(double ohm, double bulkUf) {
        return FROM_FLASH.with(new PowerCondition(3.3, ohm, bulkUf, OptionalDouble.empty(), 4.7, OptionalDouble.empty(), true));
    }

    private static boolean erases(BoardSettings settings, long seed, int psize) {
        var tool = Attached.to(settings, seed);
        tool.unlock();
        tool.startErase(0, psize);
        return tool.endsWithin(1000);
    }

    @Test
    void without_a_capacitor_on_vcap_everything_reads_well_and_the_first_erase_never_ends() {
        var tool = Attached.to(vcap(0));
        tool.board.load(Address.of(FLASH), Bytes.repeat(0x5A, 64));

        assertThat(tool.readHalf(SIZE_WORD)).isEqualTo(1024);
        assertThat(tool.read(FLASH)).isEqualTo(0x5A5A_5A5A);
        tool.unlock();
        tool.startErase(0, X8);
        assertThat(tool.endsWithin(10_000)).isFalse();
        assertThat(tool.read(SR)).as("no flag says why").isEqualTo(BSY);
        assertThat(tool.read(CR) & LOCK).as("nothing was reset").isZero();
        assertThat(tool.board.volts()).as("a meter on the supply sees nothing").isEqualTo(3.3);
    }

    @Test
    void a_reset_frees_the_array_of_a_chip_without_vcap_until_the_next_erase() {
        var tool = Attached.to(vcap(0));
        tool.unlock();
        tool.startErase(0, X8);
        tool.pass(100);
        tool.board.reset(true);
        tool.pass(1);
        tool.board.reset(false);
        tool.pass(5);

        assertThat(tool.read(SR)).isZero();
        tool.unlock();
        tool.startErase(0, X8);
        assertThat(tool.endsWithin(2000)).isFalse();
    }

    @Test
    void with_half_the_capacitor_a_byte_wide_erase_may_work_and_a_word_wide_never_does() {
        long byteWide = LongStream.range(0, 20).filter(seed -> erases(vcap(2.2), seed, X8)).count();
        long wordWide = LongStream.range(0, 20).filter(seed -> erases(vcap(2.2), seed, X32)).count();

        assertThat(byteWide).isBetween(4L, 16L);
        assertThat(wordWide).isZero();
    }

    @Test
    void a_chip_without_vcap_is_reset_each_time_the_loader_speeds_up_its_clock() {
        var board = Board.build(vcap(0).with(BootCondition.HEALTHY), new World(7));
        board.world().pass(Duration.ofMillis(100));

        assertThat(board.trace().events()).filteredOn(event -> event.remark().contains("gives way at")).hasSizeGreaterThan(5);
        assertThat(board.trace().events()).as("the loader is lost, the port is not").noneMatch(event -> event.remark().contains("power lost"));
        assertThat(board.volts()).isEqualTo(3.3);
    }

    @Test
    void two_volts_on_vcap_are_as_bad_as_no_capacitor_and_none_is_a_dead_chip() {
        assertThat(erases(vcapForced(2.4), 7, X8)).isFalse();
        assertThat(erases(vcapForced(1.25), 7, X8)).isTrue();

        Board shorted = Board.build(vcapForced(0.01), new World(7));
        shorted.world().pass(Duration.ofMillis(20));
        assertThat(shorted.chip().isPowered()).isFalse();
        assertThat(shorted.volts()).isEqualTo(3.3);
    }

    @Test
    void without_vdda_the_same_word_reads_differently_and_so_does_the_size_of_the_flash() {
        var tool = Attached.to(FROM_FLASH.with(new PowerCondition(3.3, 0, 0, OptionalDouble.of(0), 4.7, OptionalDouble.empty(), true)));
        tool.board.load(Address.of(FLASH), Bytes.repeat(0x5A, 1024));

        assertThat(LongStream.range(0, 256).map(i -> tool.read(FLASH))).contains(0x5A5A_5A5AL).anyMatch(word -> word != 0x5A5A_5A5A);
        assertThat(LongStream.range(0, 256).map(i -> tool.readHalf(SIZE_WORD))).contains(1024L).anyMatch(size -> size != 1024);
        assertThat(tool.board.flashContent().u32(0)).as("what is stored is what was written").isEqualTo(0x5A5A_5A5A);
    }

    @Test
    void an_erase_pulls_a_weak_supply_below_brown_out_and_is_cut_short() {
        var tool = Attached.to(weakSupply(150, 0).with(BROWN_OUT_3));
        tool.write(RCC_CSR, 1 << 24);
        tool.unlock();
        tool.startErase(0, X8);
        tool.pass(5);

        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
        assertThat(tool.read(RCC_CSR) & BORRSTF).isEqualTo(BORRSTF);
    }

    @Test
    void a_large_capacitor_beside_the_chip_carries_it_over_a_short_erase() {
        var bare = Attached.to(weakSupply(100, 0).with(BROWN_OUT_3));
        bare.unlock();
        bare.startErase(0, X32);
        bare.pass(300);
        assertThat(bare.read(CR) & LOCK).isEqualTo(LOCK);

        var buffered = Attached.to(weakSupply(100, 10_000).with(BROWN_OUT_3));
        buffered.unlock();
        buffered.startErase(0, X32);
        buffered.pass(100);
        double during = buffered.board.volts();
        buffered.pass(160);

        assertThat(buffered.read(CR) & LOCK).isZero();
        assertThat(buffered.read(SR)).isZero();
        assertThat(during).isBetween(3.1, 3.25);
        buffered.pass(10_000);
        assertThat(buffered.board.volts()).as("and recovers").isEqualTo(3.3);
    }

    @Test
    void a_long_erase_outlasts_the_capacitor() {
        var tool = Attached.to(weakSupply(100, 10_000).with(BROWN_OUT_3));
        tool.unlock();
        tool.startErase(5, X32);
        tool.pass(1100);

        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
    }

    @Test
    void the_voltage_detector_sees_the_sag_while_the_erase_goes_on() {
        var tool = Attached.to(weakSupply(50, 0));
        tool.write(0x4002_3840, 1 << 28);
        tool.write(0x4000_7000, 1 << 4 | 5 << 5);
        assertThat(tool.read(0x4000_7004) & 1 << 2).isZero();

        tool.unlock();
        tool.startErase(0, X32);
        tool.pass(1);
        assertThat(tool.read(0x4000_7004) & 1 << 2).as("PVDO at 2.7 V, threshold 2.84 V").isNotZero();
        assertThat(tool.endsWithin(1000)).isTrue();
    }

    @Test
    void a_supply_too_low_for_words_leaves_weak_cells_and_no_flag() {
        var tool = Attached.to(FROM_FLASH.with(new PowerCondition(2.4, 0)));
        tool.unlock();
        int flags = 0;
        for (int at = 0; at < 256; at += 4) {
            flags |= tool.program(FLASH + at, 0);
        }

        assertThat(flags).isZero();
        assertThat(LongStream.range(0, 4096).map(i -> tool.read(FLASH + (int) (i % 64) * 4))).anyMatch(word -> word != 0);
    }
}
