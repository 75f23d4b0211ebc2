package io.sectorzero.sim.stm32f412;

/**
 * Which stream hears whom, and on which channel. RM0090 Rev 21 §10.3.3 Tables 42 and 43 [S], as far as the peripherals
 * are modelled.
 */
enum DmaSignal {
    TIM5_UP_TO_0(1, 0, 6), TIM2_UP_TO_1(1, 1, 3), USART3_RX(1, 1, 4), TIM3_UP(1, 2, 5), USART3_TX(1, 3, 4),
    USART3_TX_TO_4(1, 4, 7), USART2_RX(1, 5, 4), TIM4_UP(1, 6, 2), USART2_TX(1, 6, 4), TIM5_UP_TO_6(1, 6, 6),
    TIM2_UP_TO_7(1, 7, 3),

    USART6_RX_TO_1(2, 1, 5), USART1_RX_TO_2(2, 2, 4), USART6_RX_TO_2(2, 2, 5), USART1_RX_TO_5(2, 5, 4),
    USART6_TX_TO_6(2, 6, 5), USART1_TX(2, 7, 4), USART6_TX_TO_7(2, 7, 5);

    private final int controller;
    private final int stream;
    private final int channel;

    DmaSignal(int controller, int stream, int channel) {
        this.controller = controller;
        this.stream = stream;
        this.channel = channel;
    }

    int controller() {
        return controller;
    }

    int stream() {
        return stream;
    }

    int channel() {
        return channel;
    }
}
