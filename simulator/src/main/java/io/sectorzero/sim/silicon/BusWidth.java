package io.sectorzero.sim.silicon;

/** How wide one bus access is. */
public enum BusWidth {
    BYTE(1), HALF_WORD(2), WORD(4);

    private final int bytes;

    BusWidth(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    /** All ones over this width. */
    public int mask() {
        return bytes == 4 ? -1 : (1 << bytes * 8) - 1;
    }
}
