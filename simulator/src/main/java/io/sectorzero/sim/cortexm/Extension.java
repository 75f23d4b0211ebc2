package io.sectorzero.sim.cortexm;

/** What a floating-point unit adds to exceptions and to the stack frame; a core without one has {@link #NONE}. */
interface Extension {

    Extension NONE = new Extension() {

        @Override public int controlBits() {
            return 0;
        }

        @Override public void stack(int address) {
            throw new IllegalStateException("no floating-point context can be active");
        }

        @Override public void unstack(int address) {
            throw new IllegalStateException("no floating-point context can be on the stack");
        }

        @Override public void reset() {
        }
    };

    /** The bits of CONTROL that it owns: FPCA, or none. */
    int controlBits();

    /**
     * An exception is entered while FPCA is set, with an extended frame: S0 to S15 and FPSCR belong at this address, now
     * or, with lazy stacking, later. Called once; afterwards the core clears FPCA. DDI 0403 Rev E §B1.5.7 PushStack().
     */
    void stack(int address);

    /** An exception returns to an extended frame, whose floating-point part is at this address. §B1.5.8 PopStack(). */
    void unstack(int address);

    void reset();
}
