package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.stm32f412.Clocked.Apb1;
import io.sectorzero.sim.stm32f412.Clocked.Apb2;

/**
 * Where each USART is: address and interrupt as in stm32f412zx.h [C], pins as the loader uses them (AN2606 Rev 70
 * "STM32F412xx devices"; for USART6, which it does not use, DS11139 Rev 8 Table 10), DMA streams.
 */
enum UsartNumber {
    USART1(0x4001_1000, 37, 'A', 9, 10, 7) {
        @Override PeripheralClock clock(ResetAndClock rcc) {
            return rcc.on(Apb2.USART1);
        }

        @Override void onReset(ResetAndClock rcc, Runnable reset) {
            rcc.apb2().onReset(Apb2.USART1, reset);
        }

        @Override DmaSignal[] receives() {
            return new DmaSignal[] {DmaSignal.USART1_RX_TO_2, DmaSignal.USART1_RX_TO_5};
        }

        @Override DmaSignal[] sends() {
            return new DmaSignal[] {DmaSignal.USART1_TX};
        }
    },
    USART2(0x4000_4400, 38, 'D', 5, 6, 7) {
        @Override PeripheralClock clock(ResetAndClock rcc) {
            return rcc.on(Apb1.USART2);
        }

        @Override void onReset(ResetAndClock rcc, Runnable reset) {
            rcc.apb1().onReset(Apb1.USART2, reset);
        }

        @Override DmaSignal[] receives() {
            return new DmaSignal[] {DmaSignal.USART2_RX};
        }

        @Override DmaSignal[] sends() {
            return new DmaSignal[] {DmaSignal.USART2_TX};
        }
    },
    USART3(0x4000_4800, 39, 'B', 10, 11, 7) {
        @Override PeripheralClock clock(ResetAndClock rcc) {
            return rcc.on(Apb1.USART3);
        }

        @Override void onReset(ResetAndClock rcc, Runnable reset) {
            rcc.apb1().onReset(Apb1.USART3, reset);
        }

        @Override DmaSignal[] receives() {
            return new DmaSignal[] {DmaSignal.USART3_RX};
        }

        @Override DmaSignal[] sends() {
            return new DmaSignal[] {DmaSignal.USART3_TX, DmaSignal.USART3_TX_TO_4};
        }
    },
    USART6(0x4001_1400, 71, 'C', 6, 7, 8) {
        @Override PeripheralClock clock(ResetAndClock rcc) {
            return rcc.on(Apb2.USART6);
        }

        @Override void onReset(ResetAndClock rcc, Runnable reset) {
            rcc.apb2().onReset(Apb2.USART6, reset);
        }

        @Override DmaSignal[] receives() {
            return new DmaSignal[] {DmaSignal.USART6_RX_TO_1, DmaSignal.USART6_RX_TO_2};
        }

        @Override DmaSignal[] sends() {
            return new DmaSignal[] {DmaSignal.USART6_TX_TO_6, DmaSignal.USART6_TX_TO_7};
        }
    };

    final int base;
    final int interrupt;
    final char port;
    final int txPin;
    final int rxPin;
    final int function;

    UsartNumber(int base, int interrupt, char port, int txPin, int rxPin, int function) {
        this.base = base;
        this.interrupt = interrupt;
        this.port = port;
        this.txPin = txPin;
        this.rxPin = rxPin;
        this.function = function;
    }

    abstract PeripheralClock clock(ResetAndClock rcc);

    abstract void onReset(ResetAndClock rcc, Runnable reset);

    abstract DmaSignal[] receives();

    abstract DmaSignal[] sends();
}
