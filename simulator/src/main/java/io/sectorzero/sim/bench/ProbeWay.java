package io.sectorzero.sim.bench;

/** How a bench reaches the board's debug pins. */
enum ProbeWay {
    /** Through an ST-LINK on its USB. */
    ST_LINK,
    /** Straight, without a computer's bus in between. */
    DIRECT,
    /** Not at all. */
    NONE
}
