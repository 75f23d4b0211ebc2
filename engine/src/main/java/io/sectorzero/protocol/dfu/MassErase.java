package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Erase of the whole flash. One write-protected sector keeps all of it from being erased, without a word.
 *
 * <pre>
 *   host    21 01  00 00  II 00  01 00     DFU_DNLOAD, block 0
 *   host    41
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    PP is known to be far too short on siblings
 *   host    DFU_GETSTATUS                  device  NAK until it is done, then 00 00 00 00 05 00
 * </pre>
 *
 * AN3156 Rev 18 "Erase command" [P].
 *
 * @param work how long the chip may need for it
 */
public record MassErase(Duration work) implements DfuCommand.Acting {

    @Override public String title() {
        return "Mass Erase";
    }

    @Override public int block() {
        return 0;
    }

    @Override public Bytes payload() {
        return Bytes.of(EraseSector.CODE);
    }

    @Override public boolean changesMemory() {
        return true;
    }
}
