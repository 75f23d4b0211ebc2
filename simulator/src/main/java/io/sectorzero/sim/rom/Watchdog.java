package io.sectorzero.sim.rom;

/**
 * How the loader keeps the independent watchdog quiet: longest period, then a reload again and again. AN2606 Rev 70
 * "STM32F412xx devices": the prescaler is set to its maximum and the watchdog is refreshed.
 */
final class Watchdog {

    private static final int UNLOCK = 0x5555;
    private static final int RELOAD = 0xAAAA;
    private static final int LONGEST = 6;

    private final LoaderBus bus;

    Watchdog(LoaderBus bus) {
        this.bus = bus;
    }

    void slowDown() {
        bus.write(LoaderBus.IWDG_KR, UNLOCK);
        bus.write(LoaderBus.IWDG_PR, LONGEST);
        feed();
    }

    void feed() {
        bus.write(LoaderBus.IWDG_KR, RELOAD);
    }
}
