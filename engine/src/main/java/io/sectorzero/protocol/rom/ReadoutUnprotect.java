package io.sectorzero.protocol.rom;

import java.time.Duration;
import java.util.List;

/**
 * Readout Unprotect: back to read protection level 0, at the price of everything: the flash is mass erased first and the
 * RAM cleared. The code alone does it; the chip resets after the second ACK, which is no proof that the erase has
 * happened, because ST's published bootloader sends it before erasing. Reconnect and read.
 *
 * <pre>
 *   host  92 6D                 command, complement
 *   chip  79 | 1F
 *   chip  79 | 1F               79: erased or about to be, then a system reset
 * </pre>
 *
 * AN3155 Rev 20 "Readout Unprotect command" [P]; order of the second ACK from stm32-mw-openbl Modules/USART [C].
 *
 * @param erasing how long the chip may need for a mass erase and new option bytes
 */
public record ReadoutUnprotect(Duration erasing) implements RomCommand<Nothing> {

    @Override public int code() {
        return 0x92;
    }

    @Override public String title() {
        return "Readout Unprotect";
    }

    @Override public boolean actsAtOnce() {
        return true;
    }

    @Override public List<Stage> stages() {
        return List.of(Stage.completion(erasing));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
