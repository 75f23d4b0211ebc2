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
}
