package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * One command of AN3155: its code, what follows the code, and how its answer is read. A command opens nothing, waits
 * for nothing and retries nothing; {@link RomSession#run} does the waiting.
 *
 * @param <A> what the bootloader answers
 */
public interface RomCommand<A> {

    int code();

    /** As AN3155 calls it. */
    String title();

    /** The title with the particulars, for a message. Only asked for when something went wrong. */
    default String story() {
        return title();
    }

    /** The code and its complement, which open every command. */
    default Bytes opening() {
        return Frame.withComplement(code());
    }

    /** Whether the code alone makes the chip act, so that silence after it leaves the board unknown. */
    default boolean actsAtOnce() {
        return false;
    }

    /** What is sent and acknowledged after the code, in order. */
    List<Stage> stages();

    /** Reads what comes after the last acknowledgement. */
    A answer(RomAnswer answer);
}
