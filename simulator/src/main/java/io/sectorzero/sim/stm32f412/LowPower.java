package io.sectorzero.sim.stm32f412;

/**
 * Stop and Standby: what becomes of the chip when its core sleeps deeply. RM0090 Rev 21 §5.3.5, §5.3.6 [S]. The option
 * bits nRST_STOP and nRST_STDBY make a reset of either; the debugger's DBG_STOP and DBG_STANDBY keep the clocks running.
 */
final class LowPower {

    private enum Mode { RUN, STOP, STANDBY }

    /** What is done to the chip. */
    interface Chiplet {

        OptionValues options();

        void reset();

        void stopClocks();

        void startClocks();

        /** The core's domain loses its power: registers and SRAM forget. */
        void enterStandby();

        /** It starts as after a reset. */
        void leaveStandby();
    }

    private final PowerControl power;
    private final DebugMcu debugMcu;
    private final Chiplet chip;
    private Mode mode = Mode.RUN;
    private boolean wakePin;

    LowPower(PowerControl power, DebugMcu debugMcu, Chiplet chip) {
        this.power = power;
        this.debugMcu = debugMcu;
        this.chip = chip;
    }

    /** Whether a core that sleeps deeply loses its clock. */
    boolean takesTheClock() {
        return power.asksForStandby() || !debugMcu.runsInStop();
    }

    /** The debug port lives in the domain that Standby switches off. */
    boolean hasDebugPort() {
        return mode != Mode.STANDBY || debugMcu.runsInStandby();
    }

    /** The core went to sleep with SLEEPDEEP set. */
    void coreSleepsDeeply() {
        if (mode != Mode.RUN) {
            return;
        }
        boolean standby = power.asksForStandby();
        if (standby ? !chip.options().noResetOnStandby() : !chip.options().noResetOnStop()) {
            chip.reset();
        } else if (standby) {
            mode = Mode.STANDBY;
            chip.enterStandby();
            power.wasInStandby();
        } else {
            mode = Mode.STOP;
            chip.stopClocks();
        }
    }

    /** The core has a reason to go on. */
    void coreWakes() {
        if (mode == Mode.STOP) {
            mode = Mode.RUN;
            chip.startClocks();
        }
    }

    /** The level of WKUP1, which is PA0. A rising edge wakes where EWUP1 allows it. */
    void wakePin(boolean high) {
        if (high && !wakePin && power.heedsWakePin()) {
            wakeUp();
        }
        wakePin = high;
    }

    /** The RTC's wake-up timer, or the pin. */
    void wakeUp() {
        power.wasWoken();
        if (mode == Mode.STANDBY) {
            mode = Mode.RUN;
            chip.leaveStandby();
        }
    }

    /** Reset, or power gone. */
    void reset() {
        mode = Mode.RUN;
    }
}
