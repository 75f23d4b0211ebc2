package io.sectorzero.sim.rom;

/** The input pins the loader looks at, and the interface each belongs to. AN2606 Rev 70 "STM32F412xx devices". */
public enum LoaderPin {
    PA10("USART1"), PD6("USART2"), PB11("USART3"),
    PB5("CAN2"),
    PB6("I2C1"), PB7("I2C1"), PF0("I2C2"), PF1("I2C2"), PA8("I2C3"), PB4("I2C3"), PB14("FMPI2C1"), PB15("FMPI2C1"),
    PA4("SPI1"), PA5("SPI1"), PA7("SPI1"), PA15("SPI3"), PC10("SPI3"), PC12("SPI3"), PE11("SPI4"), PE12("SPI4"), PE14("SPI4"),
    PA11("USB"), PA12("USB");

    private final String wakes;

    LoaderPin(String wakes) {
        this.wakes = wakes;
    }

    /** The interface that an active level on this pin selects. */
    public String wakes() {
        return wakes;
    }
}
