package io.sectorzero.sim.cortexm;

/** The instruction under way was given up: it faulted, or the bus cannot serve it yet. Why is noted in the core. */
final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final Abandoned FAULT = new Abandoned("fault");
    static final Abandoned STALL = new Abandoned("stall");

    private Abandoned(String why) {
        // One instance for all, without a stack trace: a program may fault a million times.
        super(why, null, false, false);
    }

    /** For those who go on after a fault: a stall still ends the whole attempt. */
    void unlessFault() {
        if (this != FAULT) {
            throw this;
        }
    }

    /** For those who may be stalled: a fault that nobody took in is a mistake of the model. */
    void unlessStall() {
        if (this != STALL) {
            throw new IllegalStateException("a fault outside an instruction");
        }
    }
}
