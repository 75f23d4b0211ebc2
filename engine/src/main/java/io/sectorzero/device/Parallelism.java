package io.sectorzero.device;

import java.util.Locale;
import java.util.Optional;

/** How many bits the flash programs and erases at once; the supply limits it. DS11139 Rev 8 Table 49. */
public enum Parallelism {
    X8(1), X16(2), X32(4);

    private final int bytes;

    Parallelism(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes in one program unit. */
    public int bytes() {
        return bytes;
    }

    static Optional<Parallelism> named(String written) {
        for (Parallelism width : values()) {
            if (width.toString().equals(written)) {
                return Optional.of(width);
            }
        }
        return Optional.empty();
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
