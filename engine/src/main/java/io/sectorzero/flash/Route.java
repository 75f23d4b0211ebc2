package io.sectorzero.flash;

/** The way to the flash. */
public enum Route {
    /** The ROM bootloader over a serial line. AN3155. */
    UART,
    /** The ROM bootloader over USB. AN3156. */
    DFU,
    /** The debug port. */
    SWD
}
