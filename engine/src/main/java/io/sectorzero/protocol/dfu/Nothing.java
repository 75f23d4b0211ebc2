package io.sectorzero.protocol.dfu;

/** The answer of commands that have none. */
public enum Nothing {
    NOTHING
}
