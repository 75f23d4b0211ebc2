package io.sectorzero.examination;

/**
 * How much a measurement disturbs, least first. Evidence is collected in this order, because a reset destroys part of
 * what could have been seen before it.
 */
public enum Intrusion {
    /** Looks at the host, the request and this session's own history; nothing goes onto the line. */
    DESK,
    /** Listens to what arrives by itself. */
    LISTEN,
    /** Sends bytes that only find out where in a command the loader stands. */
    RESYNC,
    /** Asks the loader something it may answer without touching memory. */
    ASK,
    /** Reads memory. */
    READ,
    /** Resets the board, which costs the session, the loader's voltage setting and the content of RAM. */
    RESET,
    /** Removes the supply. */
    POWER,
    /** Erases or programs. Such a fact can be known from what was done anyway; it is never measured for its own sake. */
    WRITE
}
