package io.sectorzero.sim.debugport;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.KEY1;
import static io.sectorzero.sim.manual.FlashInterface.KEY2;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both test access ports, one clock at a time: states, identities, accesses and waits. */
class JtagTest {

    private static final int ANSWERED = 0b010;
    private static final int WAIT = 0b001;

    private final Probe probe = new Probe();
    private final Jtag jtag = new Jtag(probe.port);

    @BeforeEach
    void in_idle() {
        jtag.reset();
    }

    private void powerUp() {
        jtag.write(JtagDebugPort.DPACC, Probe.CTRL_STAT, Probe.POWER_UP);
        jtag.write(JtagDebugPort.APACC, Probe.CSW, Probe.WORDS);
    }

    @Test
    void after_a_reset_both_identities_come_out_the_debug_port_first() {
        long both = jtag.data(0, 64);
        assertThat((int) both).isEqualTo(0x4BA0_0477);
        assertThat((int) (both >>> 32)).isEqualTo(0x0644_1041);
    }

    @Test
    void in_bypass_each_port_delays_by_one_bit() {
        jtag.instruction(0xF);
        assertThat(jtag.data(0b1011, 6)).isEqualTo(0b101100);
    }

    @Test
    void memory_is_written_and_read() {
        powerUp();
        jtag.write(JtagDebugPort.APACC, Probe.TAR, Probe.SRAM);
        jtag.write(JtagDebugPort.APACC, Probe.DRW, 0xCAFE_F00D);
        jtag.write(JtagDebugPort.APACC, Probe.DRW, 0x1234_5678);
        jtag.write(JtagDebugPort.APACC, Probe.TAR, Probe.SRAM);

        jtag.scan(JtagDebugPort.APACC, true, Probe.DRW, 0);
        assertThat(Jtag.answer(jtag.scan(JtagDebugPort.APACC, true, Probe.DRW, 0))).isEqualTo(0xCAFE_F00D);
        assertThat(Jtag.answer(jtag.scan(JtagDebugPort.DPACC, true, Probe.RDBUFF, 0))).isEqualTo(0x1234_5678);
        assertThat(jtag.read(JtagDebugPort.DPACC, Probe.CTRL_STAT) & 0xF000_0000).isEqualTo(0xF000_0000);
        assertThat(jtag.read(JtagDebugPort.DPACC, 0)).isEqualTo(0x2BA0_1477);
    }

    @Test
    void an_error_sticks_until_a_one_is_written_over_it() {
        powerUp();
        jtag.write(JtagDebugPort.APACC, Probe.TAR, 0x6000_0000);
        jtag.read(JtagDebugPort.APACC, Probe.DRW);
        assertThat(jtag.read(JtagDebugPort.DPACC, Probe.CTRL_STAT) & ControlStatus.STICKYERR).isNotZero();

        jtag.write(JtagDebugPort.APACC, Probe.TAR, Probe.SRAM);
        jtag.write(JtagDebugPort.DPACC, Probe.CTRL_STAT, Probe.POWER_UP | ControlStatus.STICKYERR);
        assertThat(jtag.read(JtagDebugPort.DPACC, Probe.CTRL_STAT) & ControlStatus.STICKYERR).isZero();
        assertThat(jtag.read(JtagDebugPort.APACC, Probe.TAR)).as("nothing was done meanwhile").isEqualTo(0x6000_0000);
    }

    @Test
    void busy_flash_answers_wait_and_an_abort_ends_the_waiting() {
        powerUp();
        poke(KEYR, KEY1);
        poke(KEYR, KEY2);
        poke(CR, SER | X32 | STRT);
        jtag.write(JtagDebugPort.APACC, Probe.TAR, FLASH);
        jtag.scan(JtagDebugPort.APACC, true, Probe.DRW, 0);

        assertThat(Jtag.acknowledge(jtag.scan(JtagDebugPort.DPACC, true, Probe.RDBUFF, 0))).isEqualTo(WAIT);
        jtag.write(JtagDebugPort.ABORT, 0, 1);
        assertThat(Jtag.acknowledge(jtag.scan(JtagDebugPort.DPACC, true, Probe.CTRL_STAT, 0))).isEqualTo(ANSWERED);
        probe.pass(Duration.ofMillis(600));
        assertThat(jtag.read(JtagDebugPort.APACC, Probe.DRW)).isEqualTo(-1);
    }

    private void poke(int address, int value) {
        jtag.write(JtagDebugPort.APACC, Probe.TAR, address);
        jtag.write(JtagDebugPort.APACC, Probe.DRW, value);
    }

    @Test
    void the_test_reset_line_brings_the_identities_back() {
        jtag.instruction(0xF);
        probe.port.testReset();
        probe.port.jtagClock(false, true);
        assertThat((int) jtag.data(0, 64)).isEqualTo(0x4BA0_0477);
    }

    @Test
    void every_state_returns_to_reset_within_five_clocks_with_tms_high() {
        for (TapState state : TapState.values()) {
            TapState now = state;
            for (int k = 0; k < 5; k++) {
                now = now.next(true);
            }
            assertThat(now).isEqualTo(TapState.TEST_LOGIC_RESET);
        }
    }
}
