package io.sectorzero.protocol.rom;

import java.time.Duration;
import java.util.List;

/**
 * Write Unprotect: no sector stays write-protected. The code alone does it; the chip resets after the second ACK.
 *
 * <pre>
 *   host  73 8C                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   chip  79 | 1F               79: done, then a system reset
 * </pre>
 *
 * AN3155 Rev 20 "Write Unprotect command" [P].
 *
 * @param programming how long the chip may need to rewrite its option bytes
 */
public record WriteUnprotect(Duration programming) implements RomCommand<Nothing> {

    @Override public int code() {
        return 0x73;
    }

    @Override public String title() {
        return "Write Unprotect";
    }

    @Override public boolean actsAtOnce() {
        return true;
    }

    @Override public List<Stage> stages() {
        return List.of(Stage.completion(programming));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
