package io.sectorzero.sim.cortexm;

/**
 * WFI and WFE: what a core waits for, and what ends that. It stands apart from the instructions because interrupts, a
 * debugger and the part's clocks have as much to do with it as the program. DDI 0403 Rev E §B1.5.17 to §B1.5.19.
 */
final class Sleep {

    private enum Until { AWAKE, INTERRUPT, EVENT }

    private final Core core;
    private final Exceptions exceptions;
    private final SystemControl control;
    private Until until = Until.AWAKE;
    private boolean eventRegister;
    private boolean deepSleepStopsClock;

    Sleep(Core core, Exceptions exceptions, SystemControl control) {
        this.core = core;
        this.exceptions = exceptions;
        this.control = control;
    }

    void reset() {
        until = Until.AWAKE;
        eventRegister = false;
    }

    void untilInterrupt() {
        until = Until.INTERRUPT;
        core.attend();
    }

    /** Not at all when an event has come before. */
    void untilEvent() {
        if (eventRegister) {
            eventRegister = false;
        } else {
            until = Until.EVENT;
            core.attend();
        }
    }

    /** SEV, and everything else that sets the event register. §B1.5.18. */
    void event() {
        eventRegister = true;
    }

    void end() {
        until = Until.AWAKE;
    }

    boolean isOn() {
        return until != Until.AWAKE;
    }

    /** It sleeps, and nothing has come that would end it. */
    boolean lasts() {
        return switch (until) {
            case AWAKE -> false;
            case INTERRUPT -> !exceptions.wakes();
            case EVENT -> !eventRegister;
        };
    }

    /** With SLEEPDEEP: the part may stop clocks. */
    boolean isDeep() {
        return isOn() && control.sleepsDeeply();
    }

    /** Whether the part takes the clock away in deep sleep. */
    void deepSleepStopsClock(boolean stops) {
        deepSleepStopsClock = stops;
    }

    /** No time passes in it: not even its timer wakes the core. */
    boolean stopsClock() {
        return isDeep() && deepSleepStopsClock;
    }
}
