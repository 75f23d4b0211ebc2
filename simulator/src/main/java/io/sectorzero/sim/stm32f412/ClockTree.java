package io.sectorzero.sim.stm32f412;

/** What counting peripherals ask the clock tree. Who counts is told of changes; the rates are those of the moment. */
interface ClockTree {

    /** TIM2 to TIM5: PCLK1, or twice that where APB1 is divided. */
    PeripheralClock timer(int number);

    PeripheralClock windowWatchdog();

    /** DMA1, DMA2: HCLK. */
    PeripheralClock dma(int number);

    /** Its registers' clock; {@link #hz48} is what it draws its words with. */
    PeripheralClock randomGenerator();

    /** The 48 MHz clock of USB and RNG; 0 while nothing drives it. */
    long hz48();

    long hclkHz();

    /** What RCC_BDCR chose for the RTC; 0 while RTCEN is off or the source does not run. */
    long rtcHz();
}
