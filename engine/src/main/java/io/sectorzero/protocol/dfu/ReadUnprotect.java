package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Read Unprotect: the chip erases its flash, gives up read protection and resets. The device goes off the bus.
 *
 * <pre>
 *   host    21 01  00 00  II 00  01 00     DFU_DNLOAD, block 0
 *   host    92
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    dfuDNBUSY: it erases now
 *                                          device  disconnects; answers again only if it could not do it
 * </pre>
 *
 * AN3156 Rev 18 "Read Unprotect command" [P].
 *
 * @param work how long the chip may need for it
 */
public record ReadUnprotect(Duration work) implements DfuCommand.Acting {

    @Override public String title() {
        return "Read Unprotect";
    }

    @Override public int block() {
        return 0;
    }

    @Override public Bytes payload() {
        return Bytes.of(0x92);
    }

    @Override public boolean changesMemory() {
        return true;
    }

    @Override public boolean departs() {
        return true;
    }
}
