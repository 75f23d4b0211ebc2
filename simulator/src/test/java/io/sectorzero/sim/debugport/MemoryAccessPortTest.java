package io.sectorzero.sim.debugport;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.KEY1;
import static io.sectorzero.sim.manual.FlashInterface.KEY2;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.stm32f412.OptionValues;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The AHB access port behind SW-DP: widths, increments, banks, pushed operations, refusals and waits. IHI 0031 §C2. */
class MemoryAccessPortTest {

    private static final int OFF = 0x00;
    private static final int SINGLE = 0x10;
    private static final int PACKED = 0x20;

    private final Probe probe = Probe.connected();

    private void mode(int bits) {
        probe.write(Probe.CSW, 0x2300_0000 | bits);
    }

    @Test
    void control_reads_back_what_can_be_written() {
        probe.write(Probe.CSW, 0xA200_0012);
        assertThat(probe.read(Probe.CSW)).isEqualTo(0x2300_0052);
    }

    @Test
    void words_follow_one_another() {
        mode(SINGLE | 2);
        probe.write(Probe.TAR, Probe.SRAM);
        for (int k = 0; k < 8; k++) {
            probe.write(Probe.DRW, 0x100 + k);
        }
        assertThat(probe.read(Probe.TAR)).isEqualTo(Probe.SRAM + 32);
        probe.write(Probe.TAR, Probe.SRAM);
        for (int k = 0; k < 8; k++) {
            assertThat(probe.read(Probe.DRW)).isEqualTo(0x100 + k);
        }
    }

    @Test
    void narrow_accesses_use_the_lanes_of_their_address() {
        probe.poke(Probe.SRAM, 0x4433_2211);
        for (int offset = 0; offset < 4; offset++) {
            mode(OFF);
            probe.write(Probe.TAR, Probe.SRAM + offset);
            assertThat(probe.read(Probe.DRW)).isEqualTo(0x11 * (offset + 1) << 8 * offset);
        }
        mode(1);
        probe.write(Probe.TAR, Probe.SRAM + 2);
        probe.write(Probe.DRW, 0xBEEF_0000);
        mode(2);
        assertThat(probe.peek(Probe.SRAM)).isEqualTo(0xBEEF_2211);
    }

    @Test
    void packed_accesses_fill_a_word() {
        for (int size : new int[] {0, 1}) {
            probe.poke(Probe.SRAM + 4, 0);
            mode(PACKED | size);
            probe.write(Probe.TAR, Probe.SRAM + 4);
            probe.write(Probe.DRW, 0x8765_4321);
            assertThat(probe.read(Probe.TAR)).isEqualTo(Probe.SRAM + 8);
            probe.write(Probe.TAR, Probe.SRAM + 4);
            assertThat(probe.read(Probe.DRW)).isEqualTo(0x8765_4321);
            mode(2);
            assertThat(probe.peek(Probe.SRAM + 4)).isEqualTo(0x8765_4321);
        }
    }

    @Test
    void the_address_wraps_within_four_kilobytes() {
        mode(SINGLE | 2);
        probe.write(Probe.TAR, Probe.SRAM + 0xFFC);
        probe.write(Probe.DRW, 1);
        assertThat(probe.read(Probe.TAR)).isEqualTo(Probe.SRAM);
    }

    @Test
    void banked_registers_reach_the_four_words_around_the_address() {
        probe.write(Probe.TAR, Probe.SRAM + 0x24);
        probe.writePort(Probe.SELECT, 0x10);
        for (int k = 0; k < 4; k++) {
            probe.write(4 * k, 0x50 + k);
        }
        assertThat(probe.read(8)).isEqualTo(0x52);
        probe.writePort(Probe.SELECT, 0);

        assertThat(probe.read(Probe.TAR)).isEqualTo(Probe.SRAM + 0x24);
        for (int k = 0; k < 4; k++) {
            assertThat(probe.peek(Probe.SRAM + 0x20 + 4 * k)).isEqualTo(0x50 + k);
        }
    }

    @Test
    void a_refused_access_leaves_the_address_and_sticks() {
        mode(SINGLE | 2);
        probe.write(Probe.TAR, 0x6000_0000);
        probe.post(Probe.DRW);
        assertThat(probe.status() & ControlStatus.STICKYERR).isNotZero();
        probe.writePort(Probe.ABORT, Probe.CLEAR_ALL);
        assertThat(probe.read(Probe.TAR)).isEqualTo(0x6000_0000);
    }

    @Test
    void an_unaligned_access_is_refused() {
        probe.write(Probe.TAR, Probe.SRAM + 2);
        probe.post(Probe.DRW);
        assertThat(probe.status() & ControlStatus.STICKYERR).isNotZero();
    }

    @Test
    void flash_is_read_as_it_is() {
        probe.chip.flash().load(0x1234, Bytes.of(0x78, 0x56, 0x34, 0x12));
        assertThat(probe.peek(FLASH + 0x1234)).isEqualTo(0x1234_5678);
    }

    private void startErase() {
        probe.poke(KEYR, KEY1);
        probe.poke(KEYR, KEY2);
        probe.poke(CR, 0x0001_0202);
    }

    @Test
    void a_read_of_busy_flash_is_answered_with_wait_until_the_flash_is_free() {
        startErase();
        assertThat(probe.peek(SR) & 0x1_0000).as("BSY").isNotZero();
        probe.write(Probe.TAR, FLASH);

        assertThat(probe.post(Probe.DRW)).as("posted").isEqualTo(Acknowledge.OK);
        assertThat(probe.port.transfer(false, true, Probe.RDBUFF, 0).ack()).isEqualTo(Acknowledge.WAIT);
        assertThat(probe.post(Probe.CSW)).isEqualTo(Acknowledge.WAIT);
        probe.status();
        probe.pass(Duration.ofMillis(600));

        assertThat(probe.readPort(Probe.RDBUFF)).isEqualTo(-1);
        assertThat(probe.peek(SR)).isZero();
    }

    @Test
    void an_abort_gives_the_debug_port_back_but_not_the_bus() {
        startErase();
        probe.write(Probe.TAR, FLASH);
        probe.post(Probe.DRW);

        probe.writePort(Probe.ABORT, 1);

        assertThat(probe.read(Probe.CSW) & 0x80).as("TrInProg").isNotZero();
        assertThat(probe.post(Probe.DRW)).isEqualTo(Acknowledge.WAIT);
        probe.pass(Duration.ofMillis(600));
        assertThat(probe.read(Probe.CSW) & 0x80).isZero();
        assertThat(probe.peek(SR)).isZero();
    }

    @Test
    void at_level_1_flash_is_refused_and_memory_is_not() {
        probe.chip.options().load(OptionValues.ofRegister(OptionValues.FACTORY.registerBits() & ~0xFF00 | 0x5500));
        probe.chip.softwareReset();
        probe.pass(Duration.ofMillis(1));

        probe.poke(Probe.SRAM, 9);
        assertThat(probe.peek(Probe.SRAM)).isEqualTo(9);
        assertThat(probe.peek(OPTCR) & 0xFF00).isEqualTo(0x5500);
        probe.write(Probe.TAR, FLASH);
        probe.post(Probe.DRW);
        assertThat(probe.status() & ControlStatus.STICKYERR).isNotZero();
    }

    private static final int PUSHED_VERIFY = 1 << 2;
    private static final int PUSHED_COMPARE = 2 << 2;
    private static final int ALL_LANES = 0xF << 8;

    private void transferMode(int bits) {
        probe.writePort(Probe.CTRL_STAT, Probe.POWER_UP | bits);
    }

    @Test
    void one_write_fills_memory_as_often_as_the_counter_says() {
        mode(SINGLE | 2);
        probe.write(Probe.TAR, Probe.SRAM);
        transferMode(7 << 12);
        probe.write(Probe.DRW, 0xA5A5_0001);

        assertThat(probe.status() & ControlStatus.TRNCNT).isZero();
        assertThat(probe.read(Probe.TAR)).isEqualTo(Probe.SRAM + 32);
        assertThat(probe.peek(Probe.SRAM + 28)).isEqualTo(0xA5A5_0001);
    }

    @Test
    void a_pushed_verification_sticks_at_the_first_difference_in_the_lanes_that_count() {
        mode(SINGLE | 2);
        for (int k = 0; k < 8; k++) {
            probe.poke(Probe.SRAM + 4 * k, k == 5 ? 0x1234_0000 : 0x1234_5678);
        }
        probe.write(Probe.TAR, Probe.SRAM);
        transferMode(PUSHED_VERIFY | 0xC << 8 | 7 << 12);
        probe.write(Probe.DRW, 0x1234_5678);
        assertThat(probe.status() & ControlStatus.STICKYCMP).as("the upper half does not differ").isZero();

        transferMode(0);
        probe.write(Probe.TAR, Probe.SRAM);
        transferMode(PUSHED_VERIFY | ALL_LANES | 7 << 12);
        probe.write(Probe.DRW, 0x1234_5678);
        assertThat(probe.status() & ControlStatus.STICKYCMP).isNotZero();
        probe.writePort(Probe.ABORT, 2);
        assertThat(probe.read(Probe.TAR)).as("after the word that differs").isEqualTo(Probe.SRAM + 24);
    }

    @Test
    void a_pushed_comparison_sticks_at_a_match() {
        mode(OFF | 2);
        probe.poke(Probe.SRAM, 7);
        transferMode(PUSHED_COMPARE | ALL_LANES);
        probe.write(Probe.DRW, 8);
        assertThat(probe.status() & ControlStatus.STICKYCMP).isZero();
        probe.write(Probe.DRW, 7);
        assertThat(probe.status() & ControlStatus.STICKYCMP).isNotZero();
    }
}
