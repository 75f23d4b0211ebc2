package io.sectorzero.flash;

import java.util.Locale;

/** A part of the work, in the order in which they come. */
public enum Phase {
    /** Into the bootloader, in step, and identified. */
    CONTACT,
    /** Reading what the plan needs to know: kept content, sectors that may be right already. */
    SURVEY,
    /** Lifting protection. */
    UNPROTECT,
    ERASE,
    WRITE,
    /** Reading back and comparing. */
    VERIFY,
    /** Putting protection back. */
    PROTECT,
    /** Starting what was written. */
    START,
    /** Reading memory because somebody asked for it. */
    READ;

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
