package io.sectorzero.link;

/** How wide one access to memory is. */
public enum Width {
    BYTE(1), HALF_WORD(2), WORD(4);

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
