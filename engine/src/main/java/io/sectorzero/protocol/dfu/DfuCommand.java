package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * One command: what travels, and what may come of it. It opens nothing, waits for nothing, retries nothing.
 *
 * @param <A> what it answers
 */
public sealed interface DfuCommand<A> permits DfuCommand.Reading, DfuCommand.Acting {

    /** As the document calls it. */
    String title();

    /** What it does this time, for a person. */
    default String story() {
        return title();
    }

    /** Number in wValue of the request: 0 for commands, 2 and more for data. */
    int block();

    /** A command that the device answers with data. */
    non-sealed interface Reading<A> extends DfuCommand<A> {

        /** Most bytes that may come. */
        int length();

        /** Fewest that make an answer. */
        default int least() {
            return length();
        }

        A answer(Bytes data);
    }

    /** A command that has the device do something, between two requests for its status. */
    non-sealed interface Acting extends DfuCommand<Nothing> {

        Bytes payload();

        /** How long the device may need for it, as the caller knows it. What the device announces is bounded by this. */
        Duration work();

        /** Whether memory is changed, so that a missing answer leaves the board in doubt. */
        default boolean changesMemory() {
            return false;
        }

        /** Whether the device goes off the bus when it has done it. */
        default boolean departs() {
            return false;
        }
    }
}
