package io.sectorzero.sim.board;

/** What the board knows of why the chip starts anew. */
enum ResetKind { POWER_ON, PIN, CHIP }
