package io.sectorzero.sim.bench;

/** How a bench reaches the board's debug pins. */
enum ProbeWay {
    /** Through an ST-LINK on its USB. */
    ST_LINK,
    /** Not at all. */
    NONE
}
