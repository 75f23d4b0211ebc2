package io.sectorzero.sim.stm32f412;

import java.util.function.BooleanSupplier;

/** The clock tree after reset: everything from HSI at 16 MHz, no bus divided, no 48 MHz, no clock for the RTC. */
final class HsiClocks implements ClockTree {

    private static final long HSI_HZ = 16_000_000;

    private final ResetAndClock enables;

    HsiClocks(ResetAndClock enables) {
        this.enables = enables;
    }

    @Override public PeripheralClock timer(int number) {
        return new FromHsi(() -> enables.clocksTimer(number));
    }

    @Override public PeripheralClock windowWatchdog() {
        return new FromHsi(enables::clocksWindowWatchdog);
    }

    @Override public PeripheralClock dma(int number) {
        return new FromHsi(() -> enables.clocksDma(number));
    }

    @Override public PeripheralClock randomGenerator() {
        return new FromHsi(enables::clocksRandomGenerator);
    }

    @Override public long hz48() {
        return 0;
    }

    @Override public long hclkHz() {
        return HSI_HZ;
    }

    @Override public long rtcHz() {
        return 0;
    }

    private record FromHsi(BooleanSupplier on) implements PeripheralClock {

        @Override public boolean isOn() {
            return on.getAsBoolean();
        }

        @Override public long hz() {
            return isOn() ? HSI_HZ : 0;
        }
    }
}
