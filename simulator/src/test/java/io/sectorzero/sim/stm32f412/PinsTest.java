package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RM0090 Rev 21 §8.3, §8.4 and §9.2 [S]. */
class PinsTest {

    private static final int AHB1ENR = 0x4002_3830;
    private static final int APB2ENR = 0x4002_3844;
    private static final int GPIOC = 0x4002_0800;
    private static final int MODER = 0x00;
    private static final int OTYPER = 0x04;
    private static final int PUPDR = 0x0C;
    private static final int IDR = 0x10;
    private static final int ODR = 0x14;
    private static final int BSRR = 0x18;
    private static final int EXTICR1 = 0x4001_3808;
    private static final int EXTI_RTSR = 0x4001_3C08;
    private static final int EXTI_IMR = 0x4001_3C00;
    private static final int EXTI_PR = 0x4001_3C14;

    private static final int PIN = 2;

    private final Desk desk = Desk.running();

    @BeforeEach void clocked() {
        desk.write(AHB1ENR, 0xFF);
        desk.write(APB2ENR, 1 << 14 | 1 << 15);
    }

    @ParameterizedTest
    @CsvSource({"40020000, A8000000", "40020008, 0C000000", "4002000C, 64000000", "40020400, 00000280", "40020408, 000000C0",
        "4002040C, 00000100", "40020800, 00000000", "40021C00, 00000000", "40021C0C, 00000000"})
    void ports_wake_with_the_debug_pins_and_nothing_else(String address, String value) {
        assertThat(desk.read(Integer.parseUnsignedInt(address, 16))).isEqualTo(Integer.parseUnsignedInt(value, 16));
    }

    /** Mode, open drain, ODR, pull, what is driven from outside (1, 0 or nothing), and the level. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, -, 1", "1, 0, 0, 0, -, 0", "1, 0, 0, 0, 1, 0", "1, 1, 0, 1, 1, 0", "1, 1, 1, 0, -, 0", "1, 1, 1, 1, -, 1",
        "1, 1, 1, 1, 0, 0", "0, 0, 1, 0, -, 0", "0, 0, 0, 1, -, 1", "0, 0, 0, 2, -, 0", "0, 0, 0, 1, 0, 0", "0, 0, 0, 2, 1, 1",
        "2, 0, 0, 1, -, 1", "3, 0, 1, 1, 1, 0"})
    void the_level_of_a_pin_is_what_drives_it_hardest(int mode, int drain, int out, int pull, String driven, int level) {
        desk.write(GPIOC + ODR, out << PIN);
        desk.write(GPIOC + OTYPER, drain << PIN);
        desk.write(GPIOC + PUPDR, pull << 2 * PIN);
        desk.write(GPIOC + MODER, mode << 2 * PIN);
        if (!driven.equals("-")) {
            desk.chip.drive('C', PIN, driven.equals("1"));
        }

        assertThat(desk.read(GPIOC + IDR)).isEqualTo(level << PIN);
        assertThat(desk.chip.isHigh('C', PIN)).isEqualTo(level == 1);
    }

    @Test void bits_are_set_and_reset_at_once_and_setting_wins() {
        desk.write(GPIOC + ODR, 0x00F0);

        desk.write(GPIOC + BSRR, 0x0033_0003);

        assertThat(desk.read(GPIOC + ODR)).isEqualTo(0x00C3);
        assertThat(desk.read(GPIOC + BSRR)).isZero();
    }

    @Test void an_external_line_listens_to_the_port_it_was_given() {
        desk.write(EXTI_IMR, 1 << PIN);
        desk.write(EXTI_RTSR, 1 << PIN);
        desk.chip.drive('C', PIN, true);
        assertThat(desk.read(EXTI_PR)).as("it listens to port A").isZero();
        desk.chip.drive('C', PIN, false);

        desk.write(EXTICR1, 2 << 4 * PIN);
        desk.chip.drive('C', PIN, true);

        assertThat(desk.read(EXTI_PR)).isEqualTo(1 << PIN);
    }

    @Test void a_program_can_take_the_debug_pins_and_a_reset_gives_them_back() {
        assertThat(desk.chip.hasDebugPins()).isTrue();

        desk.write(0x4002_0000, 0);
        assertThat(desk.chip.hasDebugPins()).isFalse();
        desk.systemReset();

        assertThat(desk.chip.hasDebugPins()).isTrue();
    }
}
