package io.sectorzero.sim.stm32f412;

/** What peripherals do to the rest of the chip: they reset it, interrupt its core, change its clock, wake it. */
final class PeripheralEffects implements Peripherals.Surroundings {

    private final Die die;

    PeripheralEffects(Die die) {
        this.die = die;
    }

    @Override public void watchdogBites() {
        die.reset(ResetCause.WATCHDOG);
    }

    @Override public void windowWatchdogBites() {
        die.reset(ResetCause.WINDOW_WATCHDOG);
    }

    @Override public void remapped() {
        die.flash.open().changed();
    }

    @Override public void hclk(long hz) {
        die.hclk(hz);
    }

    @Override public void interrupt(int number, boolean high) {
        die.processor.interrupt(number, high);
    }

    @Override public void event() {
        die.processor.event();
    }

    @Override public void rtcWakesUp() {
        die.lowPower.wakeUp();
    }

    @Override public void pinsChanged() {
        die.processor.showNow();
        die.listeners.pinsChanged();
    }
}
