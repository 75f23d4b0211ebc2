package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.cortexm.DebugUnit;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.wire.Framing.Parity;
import io.sectorzero.sim.wire.SerialWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RM0090 Rev 21 §30.3, §30.6 [S], on USART1 at PA9 and PA10 with a wire at each. */
class UsartTest {

    private static final int AHB1ENR = 0x4002_3830;
    private static final int APB2ENR = 0x4002_3844;
    private static final int MODER = 0x4002_0000;
    private static final int AFRH = 0x4002_0024;
    private static final int SR = 0x4001_1000;
    private static final int DR = 0x4001_1004;
    private static final int BRR = 0x4001_1008;
    private static final int CR1 = 0x4001_100C;
    private static final int NVIC_ISPR1 = 0xE000_E204;
    private static final int USART1_LINE = 1 << 37 - 32;

    private static final int PE = 1;
    private static final int FE = 1 << 1;
    private static final int ORE = 1 << 3;
    private static final int IDLE = 1 << 4;
    private static final int RXNE = 1 << 5;
    private static final int TC = 1 << 6;
    private static final int TXE = 1 << 7;
    private static final int RE = 1 << 2;
    private static final int TE = 1 << 3;
    private static final int RXNEIE = 1 << 5;
    private static final int TCIE = 1 << 6;
    private static final int PS = 1 << 9;
    private static final int PCE = 1 << 10;
    private static final int M = 1 << 12;
    private static final int UE = 1 << 13;
    private static final int OVER8 = 1 << 15;
    private static final int ON = UE | TE | RE;

    /** 16 MHz / 139 = 115 108 baud: ten bits take 86.875 µs. */
    private static final int DIVIDER = 139;
    private static final long FRAME_NANOS = 86_875;

    private final Desk desk = Desk.running();
    private final SerialWire toChip = new SerialWire(desk.world, Framing.at(115_200, Parity.NONE));
    private final SerialWire fromChip = new SerialWire(desk.world, Framing.at(115_200, Parity.NONE));
    private final List<Integer> heard = new ArrayList<>();

    @BeforeEach void wired() {
        fromChip.listen(Framing.at(115_200, Parity.NONE), (value, damaged) -> heard.add(damaged ? -value : value));
        desk.chip.serial(1, toChip, fromChip);
        desk.write(AHB1ENR, 1);
        desk.write(APB2ENR, 1 << 4);
        desk.write(MODER, 0xA800_0000 | 2 << 18 | 2 << 20);
        desk.write(AFRH, 0x770);
        desk.write(BRR, DIVIDER);
    }

    private void pass(long nanos) {
        desk.pass(Duration.ofNanos(nanos));
    }

    private boolean interrupts() {
        desk.chip.debugger(true);
        return (desk.chip.core().debugger(DebugUnit.NONE)
                .read(NVIC_ISPR1, BusWidth.WORD) & USART1_LINE) != 0;
    }

    @Test void after_reset_it_is_empty_and_idle() {
        assertThat(desk.read(SR)).isEqualTo(TXE | TC);
    }

    @Test void a_byte_written_leaves_at_once_and_one_more_waits_behind_it() {
        desk.write(CR1, ON);
        desk.read(SR);

        desk.write(DR, 0x41);
        assertThat(desk.read(SR) & (TXE | TC)).isEqualTo(TXE);
        desk.write(DR, 0x42);
        assertThat(desk.read(SR) & (TXE | TC)).isZero();
        pass(FRAME_NANOS - 1);
        assertThat(desk.read(SR) & TXE).isZero();
        pass(1);
        assertThat(desk.read(SR) & (TXE | TC)).isEqualTo(TXE);
        pass(FRAME_NANOS);

        assertThat(desk.read(SR) & (TXE | TC)).isEqualTo(TXE | TC);
        assertThat(heard).containsExactly(0x41, 0x42);
    }

    @Test void what_is_written_before_it_is_enabled_waits() {
        desk.write(DR, 0x41);
        pass(10 * FRAME_NANOS);
        assertThat(heard).isEmpty();

        desk.write(CR1, ON);
        pass(FRAME_NANOS);

        assertThat(heard).containsExactly(0x41);
    }

    @Test void a_pin_that_is_not_given_to_it_says_nothing() {
        desk.write(MODER, 0xA800_0000);
        desk.write(CR1, ON);

        desk.write(DR, 0x41);
        pass(2 * FRAME_NANOS);

        assertThat(heard).isEmpty();
        assertThat(desk.read(SR) & TC).as("to the USART it is gone all the same").isEqualTo(TC);
    }

    @Test void a_byte_that_arrives_is_kept_until_it_is_read() {
        desk.write(CR1, ON);
        toChip.send(0x5A);

        pass(FRAME_NANOS);

        assertThat(desk.read(SR) & RXNE).isEqualTo(RXNE);
        assertThat(desk.read(DR)).isEqualTo(0x5A);
        assertThat(desk.read(SR) & RXNE).isZero();
    }

    @Test void a_second_byte_overruns_and_the_first_stays() {
        desk.write(CR1, ON);
        toChip.send(0x11);
        toChip.send(0x22);

        pass(2 * FRAME_NANOS);

        assertThat(desk.read(SR) & (RXNE | ORE)).isEqualTo(RXNE | ORE);
        assertThat(desk.read(DR)).isEqualTo(0x11);
        assertThat(desk.read(SR) & (RXNE | ORE)).as("SR was read, then DR").isZero();
    }

    @Test void the_line_is_idle_a_frame_after_the_last_byte() {
        desk.write(CR1, ON);
        toChip.send(0x11);
        pass(FRAME_NANOS);
        desk.read(DR);
        assertThat(desk.read(SR) & IDLE).isZero();

        pass(2 * FRAME_NANOS);

        assertThat(desk.read(SR) & IDLE).isEqualTo(IDLE);
        desk.read(DR);
        assertThat(desk.read(SR) & IDLE).isZero();
    }

    @ParameterizedTest
    @CsvSource({"EVEN, false, 41, true", "ODD, false, 41, true", "EVEN, true, 41, false", "ODD, true, 43, false", "EVEN, false, C3, true"})
    void with_nine_bits_parity_stands_beside_the_byte(Parity chip, boolean otherWay, String value, boolean fits) {
        int sent = Integer.parseInt(value, 16);
        desk.write(CR1, ON | M | PCE | (chip == Parity.ODD ? PS : 0));
        Parity line = otherWay ? chip == Parity.ODD ? Parity.EVEN : Parity.ODD : chip;
        toChip.sender(Framing.at(115_200, line));
        toChip.send(sent);

        pass(2 * FRAME_NANOS);

        assertThat(desk.read(SR) & (RXNE | PE | FE)).isEqualTo(fits ? RXNE : RXNE | PE);
        assertThat(desk.read(DR)).isEqualTo(sent);
    }

    @ParameterizedTest @CsvSource({"41, 41", "43, C3", "C1, 41"})
    void with_eight_bits_parity_takes_the_place_of_the_eighth(String written, String onTheLine) {
        desk.write(CR1, ON | PCE);

        desk.write(DR, Integer.parseInt(written, 16));
        pass(FRAME_NANOS);

        assertThat(heard).containsExactly(Integer.parseInt(onTheLine, 16));
    }

    @Test void eight_samples_a_bit_make_the_same_rate_from_another_number() {
        desk.write(CR1, ON | OVER8);
        desk.write(BRR, DIVIDER / 8 << 4 | DIVIDER % 8);

        desk.write(DR, 0x41);
        pass(FRAME_NANOS);

        assertThat(desk.read(SR) & TC).isEqualTo(TC);
        assertThat(heard).containsExactly(0x41);
    }

    @Test void a_byte_that_arrives_asks_for_its_interrupt() {
        desk.write(CR1, ON | RXNEIE);
        assertThat(interrupts()).isFalse();
        toChip.send(1);

        pass(FRAME_NANOS);

        assertThat(interrupts()).isTrue();
    }

    @Test void an_interrupt_that_is_enabled_late_comes_at_once() {
        desk.write(CR1, ON);
        assertThat(interrupts()).isFalse();

        desk.write(CR1, ON | TCIE);

        assertThat(interrupts()).isTrue();
    }

    @Test void what_is_not_modelled_is_noted() {
        desk.write(CR1, ON | M);

        assertThat(desk.chip.unmodelled()).containsExactly("USART1_CR1: nine data bits");
    }
}
