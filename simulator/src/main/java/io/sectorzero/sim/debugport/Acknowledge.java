package io.sectorzero.sim.debugport;

/** How a request was answered; the code is what the serial wire carries, first bit lowest. IHI 0031 §B4. */
public enum Acknowledge {
    OK(0b001),
    /** A transaction is still under way; ask again. */
    WAIT(0b010),
    /** A sticky flag stands, or there is no power where the request leads. */
    FAULT(0b100),
    /** Nobody drives the line, which its pull-up holds high. */
    NONE(0b111);

    private final int code;

    Acknowledge(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
