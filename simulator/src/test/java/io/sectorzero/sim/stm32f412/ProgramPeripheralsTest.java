package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static io.sectorzero.sim.manual.ResetReason.WWDGRSTF;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.cortexm.CoreControl;
import io.sectorzero.sim.cortexm.DebugUnit;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.wire.SerialWire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The programs' peripherals in their places: clocks, interrupts, DMA requests, freezes and resets. */
class ProgramPeripheralsTest {

    private static final int RCC_AHB1ENR = 0x4002_3830;
    private static final int RCC_APB1ENR = 0x4002_3840;
    private static final int TIM2 = 0x4000_0000;
    private static final int TIM5 = 0x4000_0C00;
    private static final int CR1 = 0x00;
    private static final int DIER = 0x0C;
    private static final int CNT = 0x24;
    private static final int ARR = 0x2C;
    private static final int WWDG_CR = 0x4000_2C00;
    private static final int DMA1_S1 = 0x4002_6028;
    private static final int RCC_APB2ENR = 0x4002_3844;
    private static final int GPIOA_MODER = 0x4002_0000;
    private static final int GPIOA_AFRH = 0x4002_0024;
    private static final int USART1 = 0x4001_1000;
    private static final int DMA2_S2 = 0x4002_6440;
    private static final int DMA2_S7 = 0x4002_64B8;
    private static final int APB1_FZ = 0xE004_2008;
    private static final int SRAM = 0x2000_1000;

    private final Desk desk = Desk.running();

    @Test void a_timer_counts_while_it_has_its_clock() {
        desk.write(TIM2, 1);
        assertThat(desk.read(TIM2)).as("without a clock it hears nothing").isZero();

        desk.write(RCC_APB1ENR, 1);
        desk.write(TIM2, 1);
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.read(TIM2 + CNT)).isEqualTo(16_000);
        desk.write(RCC_APB1ENR, 0);
        desk.pass(Duration.ofMillis(1));
        desk.write(RCC_APB1ENR, 1);

        assertThat(desk.read(TIM2 + CNT)).isEqualTo(16_000);
    }

    @Test void updates_of_a_timer_make_dma_carry() {
        desk.write(RCC_APB1ENR, 1 | 1 << 3);
        desk.write(RCC_AHB1ENR, 1 << 21);
        desk.write(TIM5, 1);
        desk.write(DMA1_S1 + 0x08, TIM5 + CNT);
        desk.write(DMA1_S1 + 0x0C, SRAM);
        desk.write(DMA1_S1 + 0x04, 4);
        desk.write(DMA1_S1, 3 << 25 | 2 << 11 | 2 << 13 | 1 << 10 | 1);
        desk.write(TIM2 + ARR, 1599);
        desk.write(TIM2 + DIER, 1 << 8);
        desk.write(TIM2 + CR1, 1);
        desk.pass(Duration.ofMillis(1));

        for (int i = 0; i < 3; i++) {
            assertThat(desk.read(SRAM + 4 * i + 4) - desk.read(SRAM + 4 * i)).as("%d", i).isEqualTo(1600);
        }
        assertThat(desk.read(DMA1_S1 + 0x04)).isZero();
    }

    @Test void dma_carries_what_a_usart_hears_and_what_it_is_to_say() {
        var speed = Framing.at(115_200, Framing.Parity.NONE);
        var toChip = new SerialWire(desk.world, speed);
        var fromChip = new SerialWire(desk.world, speed);
        var said = new StringBuilder();
        fromChip.listen(speed, (value, damaged) -> said.append((char) value));
        desk.chip.serial(1, toChip, fromChip);
        desk.write(RCC_AHB1ENR, 1 | 1 << 22);
        desk.write(RCC_APB2ENR, 1 << 4);
        desk.write(GPIOA_MODER, 10 << 18);
        desk.write(GPIOA_AFRH, 0x770);
        desk.write(USART1 + 0x08, 139);
        desk.write(USART1 + 0x14, 3 << 6);
        desk.write(DMA2_S2 + 0x08, USART1 + 0x04);
        desk.write(DMA2_S2 + 0x0C, SRAM);
        desk.write(DMA2_S2 + 0x04, 4);
        desk.write(DMA2_S2, 4 << 25 | 1 << 10 | 1 << 8 | 1);
        desk.write(USART1 + 0x0C, 1 << 13 | 3 << 2);
        "abcdef".chars().forEach(toChip::send);
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.read(SRAM)).as("round a buffer of four").isEqualTo('d' << 24 | 'c' << 16 | 'f' << 8 | 'e');

        desk.write(DMA2_S7 + 0x08, USART1 + 0x04);
        desk.write(DMA2_S7 + 0x0C, SRAM);
        desk.write(DMA2_S7 + 0x04, 4);
        desk.write(DMA2_S7, 4 << 25 | 1 << 10 | 1 << 6 | 1);
        desk.pass(Duration.ofMillis(1));

        assertThat(said).hasToString("efcd");
        assertThat(desk.read(DMA2_S7) & 1).as("done").isZero();
    }

    @Test void an_event_of_a_pin_ends_wfe_without_any_interrupt() {
        var waiting = Desk.unpowered(ChipSettings.typical());
        // Stack and entry; MOVS R1,#0; then WFE, ADDS R1,#1, B back to WFE.
        waiting.chip.flash().load(0, Bytes.parseHex("0000042009000008 0021 20BF 0131 FCE7".replace(" ", "")));
        waiting.powerUp();
        CoreControl core = waiting.chip.core().debugger(DebugUnit.NONE);
        waiting.master = Master.LOADER;
        waiting.write(ExternalInterrupts.BASE + 0x04, 1);
        waiting.write(ExternalInterrupts.BASE + 0x08, 1);
        for (int i = 0; i < 3; i++) {
            int before = core.register(1);
            waiting.chip.drive('A', 0, true);
            waiting.pass(Duration.ofMillis(1));
            waiting.chip.drive('A', 0, false);
            waiting.pass(Duration.ofMillis(1));

            // The event that wakes also sets the event register, so the next WFE may fall through. DDI 0403 Rev E §B1.5.18.
            assertThat(core.register(1) - before).isBetween(1, 2);
        }
    }

    @Test void a_debugger_may_freeze_a_timer_with_the_core() {
        desk.write(RCC_APB1ENR, 1);
        desk.write(TIM2 + CR1, 1);
        desk.write(APB1_FZ, 1);
        desk.chip.coreHalted(true);
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.read(TIM2 + CNT)).isZero();

        desk.chip.coreHalted(false);
        desk.pass(Duration.ofMillis(1));

        assertThat(desk.read(TIM2 + CNT)).isEqualTo(16_000);
    }

    @Test void the_window_watchdog_resets_and_leaves_its_flag() {
        desk.write(RCC_APB1ENR, 1 << 11);
        desk.write(WWDG_CR, 0xFF);
        desk.pass(Duration.ofMillis(17));

        assertThat(desk.stops).isEqualTo(1);
        assertThat(desk.read(RCC_CSR) & WWDGRSTF).isNotZero();
        assertThat(desk.chip.unmodelled()).isEmpty();
    }
}
