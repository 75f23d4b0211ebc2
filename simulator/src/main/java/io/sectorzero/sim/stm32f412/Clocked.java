package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;

/** Who has a clock, a reset and a clock in Sleep in RCC, by bus and bit: xENR, xRSTR and xLPENR agree. stm32f412zx.h [C]. */
final class Clocked {

    private Clocked() {
    }

    enum Ahb1 implements Field {
        GPIOA(0), GPIOB(1), GPIOC(2), GPIOD(3), GPIOE(4), GPIOF(5), GPIOG(6), GPIOH(7), CRC(12), DMA1(21), DMA2(22);

        private final Place place;

        Ahb1(int number) {
            place = bit(number, READ_WRITE);
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Ahb2 implements Field {
        RNG(6), OTGFS(7);

        private final Place place;

        Ahb2(int number) {
            place = bit(number, READ_WRITE);
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Ahb3 implements Field {
        FSMC(0), QSPI(1);

        private final Place place;

        Ahb3(int number) {
            place = bit(number, READ_WRITE);
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb1 implements Field {
        TIM2(0), TIM3(1), TIM4(2), TIM5(3), TIM6(4), TIM7(5), TIM12(6), TIM13(7), TIM14(8), RTCAPB(10), WWDG(11), SPI2(14),
        SPI3(15), USART2(17), USART3(18), I2C1(21), I2C2(22), I2C3(23), FMPI2C1(24), CAN1(25), CAN2(26), PWR(28);

        private final Place place;

        Apb1(int number) {
            place = bit(number, READ_WRITE);
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Apb2 implements Field {
        TIM1(0), TIM8(1), USART1(4), USART6(5), ADC1(8), SDIO(11), SPI1(12), SPI4(13), SYSCFG(14), EXTIT(15), TIM9(16),
        TIM10(17), TIM11(18), SPI5(20), DFSDM1(24);

        private final Place place;

        Apb2(int number) {
            place = bit(number, READ_WRITE);
        }

        @Override public Place place() {
            return place;
        }
    }

    /** AHB1LPENR also knows the flash interface and SRAM1, which have no enable bit while the core runs. */
    enum Ahb1Asleep implements Field {
        GPIO(bits(7, 0, READ_WRITE)),
        CRC(bit(12, READ_WRITE)),
        FLITF(bit(15, READ_WRITE)),
        SRAM1(bit(16, READ_WRITE)),
        DMA(bits(22, 21, READ_WRITE));

        private final Place place;

        Ahb1Asleep(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }
}
