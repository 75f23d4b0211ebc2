package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * One turn of a conversation: bytes go out, an acknowledgement comes back.
 *
 * @param what    one word for it: {@code address}, {@code length}, {@code data}, {@code sectors}, {@code completion}
 * @param bytes   what is sent; empty where the bootloader acknowledges a second time without being asked
 * @param work    how long the chip may be busy before it answers, beyond what the line itself takes
 * @param commits whether the chip acts on this stage: from here on a missing answer leaves the board unknown
 */
public record Stage(String what, Bytes bytes, Duration work, boolean commits) {

    static Stage ask(String what, Bytes bytes) {
        return new Stage(what, bytes, Duration.ZERO, false);
    }

    static Stage act(String what, Bytes bytes, Duration work) {
        return new Stage(what, bytes, work, true);
    }

    /** The second acknowledgement of a command that is complete with its code. */
    static Stage completion(Duration work) {
        return act("completion", Bytes.NONE, work);
    }
}
