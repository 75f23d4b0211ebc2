package io.sectorzero.protocol.adi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Halting, stepping, resetting and memory by the core's debug registers, DDI 0403 Rev E §C1.6, judged by a {@link PaperCore}. */
class TargetCoreTest {

    private final PaperCore paper = new PaperCore();
    private final TargetCore core = new TargetCore(paper, paper);

    @Test
    void a_core_halts_and_resumes() {
        core.halt();
        assertThat(core.isHalted()).isTrue();

        core.resume();
        assertThat(core.isHalted()).isFalse();
    }

    @Test
    void halting_is_waited_for() {
        paper.haltsLate = 10;

        core.halt();

        assertThat(paper.running).isFalse();
    }

    @Test
    void a_core_that_never_halts_is_told_within_bounds() {
        paper.haltsLate = Integer.MAX_VALUE;

        assertThatThrownBy(core::halt).isInstanceOf(TargetSilent.class);
        assertThat(paper.now).isLessThan(Duration.ofSeconds(1).toNanos());
    }

    @ParameterizedTest
    @EnumSource(CoreRegister.class)
    void every_register_keeps_what_is_written(CoreRegister register) {
        core.halt();

        core.register(register, 0x1234_5678 + register.ordinal());

        assertThat(core.register(register)).isEqualTo(0x1234_5678 + register.ordinal());
        assertThat(paper.registers).containsOnlyKeys(register.selector());
    }

    @Test
    void a_step_is_one_instruction_without_interrupts() {
        core.halt();

        core.step();

        assertThat(paper.steps).isEqualTo(1);
        assertThat(core.isHalted()).isTrue();
    }

    @Test
    void interrupts_are_masked_while_the_core_is_halted() {
        core.halt();

        core.resumeMasked();

        assertThat(core.status() & CoreDebug.C_MASKINTS).isNotZero();
        assertThat(core.isHalted()).isFalse();
    }

    @Test
    void a_reset_halts_before_the_first_instruction_and_leaves_the_vector_catch_as_it_was() {
        paper.demcr = 1 << 24;

        core.resetHalt();

        assertThat(core.isHalted()).isTrue();
        assertThat(paper.demcr).isEqualTo(1 << 24);
        assertThat(core.wasReset()).isTrue();
        assertThat(core.wasReset()).as("asked twice").isFalse();
    }

    @Test
    void a_chip_that_does_not_answer_while_it_is_in_reset_is_waited_for() {
        paper.resetAnswersLate = 20;

        core.resetHalt();

        assertThat(core.isHalted()).isTrue();
    }

    @Test
    void a_reset_that_does_not_come_is_told_within_bounds() {
        paper.resetWired = false;
        core.status();

        assertThatThrownBy(core::resetHalt).isInstanceOf(TargetSilent.class);
        assertThat(paper.now).isLessThan(Duration.ofSeconds(2).toNanos());
        assertThat(paper.demcr & CoreDebug.VC_CORERESET).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 1", "1, 8, 3", "2, 1, 1", "3, 1, 1", "3, 2, 2", "0, 5, 2", "1, 2, 1", "1, 3, 1", "4, 0, 0"})
    void a_write_of_any_length_is_words_with_bytes_at_the_ends(int offset, int length, int accesses) {
        Address at = Address.of(0x2000_0000L + offset);
        Bytes data = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8).slice(0, length);

        core.write(at, data);

        assertThat(paper.written).hasSize(accesses);
        assertThat(core.read(at, length)).isEqualTo(data);
    }

    @Test
    void accesses_of_each_width_are_least_significant_byte_first() {
        Address at = Address.of(0x2000_0000L);
        core.write32(at, 0x1122_3344);
        core.write16(at.plus(4), 0x5566);
        core.write8(at.plus(6), 0x77);

        assertThat(core.read(at, 7)).isEqualTo(Bytes.of(0x44, 0x33, 0x22, 0x11, 0x66, 0x55, 0x77));
        assertThat(core.read32(at)).isEqualTo(0x1122_3344);
        assertThat(core.read16(at.plus(4))).isEqualTo(0x5566);
        assertThat(core.read8(at.plus(6))).isEqualTo(0x77);
    }
}
