package io.sectorzero.sim.board;

/** What of a board a bench may have wired to a switch. */
public enum Switchable { POWER, RESET, BOOT0 }
