package io.sectorzero.protocol.rom;

import java.time.Duration;
import java.util.List;

/**
 * Readout Protect: read protection level 1. The code alone does it; the chip resets after the second ACK. Refused while
 * read protection is active.
 *
 * <pre>
 *   host  82 7D                 command, complement
 *   chip  79 | 1F               1F: read protection is active already
 *   chip  79 | 1F               79: done, then a system reset
 * </pre>
 *
 * AN3155 Rev 20 "Readout Protect command" [P].
 *
 * @param programming how long the chip may need to rewrite its option bytes
 */
public record ReadoutProtect(Duration programming) implements RomCommand<Nothing> {

    @Override public int code() {
        return 0x82;
    }

    @Override public String title() {
        return "Readout Protect";
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
