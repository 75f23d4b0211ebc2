package io.sectorzero.protocol.dfu;

/** How the times a device asked to be left alone compared with the times it needed. */
public enum PollTime {
    /** It was ready when it had said, or nothing had to be waited for. */
    KEPT,
    /** It was still busy after its own time. */
    TOO_SHORT,
    /** It asked for more than the work may take; it was not given that. */
    TOO_LONG
}
