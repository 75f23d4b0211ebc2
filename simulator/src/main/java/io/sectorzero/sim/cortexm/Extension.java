package io.sectorzero.sim.cortexm;

/** What a floating-point unit adds to exceptions and to the stack frame. */
interface Extension {

    /** The bits of CONTROL that it owns: FPCA, or none. */
    int controlBits();

    /**
     * An exception is entered while FPCA is set, with an extended frame: S0 to S15 and FPSCR belong at this address, now
     * or, with lazy stacking, later. Called once; afterwards the core clears FPCA. DDI 0403 Rev E §B1.5.7 PushStack().
     */
    void stack(int address);

    /** An exception returns to an extended frame, whose floating-point part is at this address. §B1.5.8 PopStack(). */
    void unstack(int address, boolean privileged);

    /**
     * Whether a fault found while the context is stored lazily may become this exception. What counts is whether it could
     * have been taken when the frame was made, for that is where it belongs. §B3.2.21 "Floating-Point Context Control Register".
     */
    boolean mayTake(int exception);

    void reset();
}
