package io.sectorzero.sim.silicon;

/** The bus refused an access, as silicon does: the core takes a fault, a debugger sees an error response. */
public final class BusFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BusFault(String why) {
        // No stack trace: a fault is an answer of the chip, and refused accesses come in thousands.
        super(why, null, false, false);
    }

    public BusFault(String why, Object... arguments) {
        this(why.formatted(arguments));
    }
}
