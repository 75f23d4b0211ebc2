package io.sectorzero.protocol.dfu;

import java.util.Optional;

/**
 * How a command failed, for whoever decides what to do.
 *
 * @param command its title
 * @param stage   {@code request}, {@code start} or {@code completion}; {@code contact} before any command
 * @param status  what the device said; empty when it said nothing
 */
public record DfuFailure(String command, String stage, Kind kind, Optional<DfuStatus> status) {

    public enum Kind {
        /** The device told an error, after a STALL or without one. */
        REFUSED,
        /** Nothing came, or the device stayed busy beyond the bound. */
        SILENCE,
        /** An answer that makes no sense. */
        UNEXPECTED
    }
}
