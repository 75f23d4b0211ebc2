package io.sectorzero.protocol.rom;

/** The answer of a command that answers with acknowledgements alone. */
public enum Nothing {
    NOTHING
}
