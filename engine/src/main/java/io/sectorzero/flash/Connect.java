package io.sectorzero.flash;

/** How a debugger may come to the board. */
public enum Connect {
    /** As it runs; work that changes the flash halts it at its reset vector. */
    NORMAL,
    /** With NRST low, for firmware that takes the debug pins or sleeps: the core halts before its first instruction. */
    UNDER_RESET,
    /** As it runs: work that changes the flash halts it where it is. Only option bytes, which count from a reset on, and a start reset it. */
    HOT_PLUG
}
