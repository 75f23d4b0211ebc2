package io.sectorzero.link;

/** How a debugger comes to a running chip. */
public enum Attach {
    /** Without touching reset. */
    NORMAL,
    /** With NRST held low until the core is told to halt at its first instruction. */
    UNDER_RESET
}
