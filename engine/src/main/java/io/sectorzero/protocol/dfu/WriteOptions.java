package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * A whole block of option bytes, written where the address pointer stands, in the alternate setting for them. The chip
 * programs them and resets; the device goes off the bus.
 *
 * <pre>
 *   host    21 01  02 00  II 00  NN 00     DFU_DNLOAD, block 2
 *   host    D0 … DN                        all option bytes
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    dfuDNBUSY: it programs now
 *                                          device  disconnects; answers again only if it could not do it
 * </pre>
 *
 * AN3156 Rev 18 "Write Memory command" [P].
 *
 * @param work how long the chip may need for it
 */
public record WriteOptions(Bytes payload, Duration work) implements DfuCommand.Acting {

    @Override public String title() {
        return "Write Memory";
    }

    @Override public String story() {
        return "Write Memory of %d option bytes".formatted(payload.length());
    }

    @Override public int block() {
        return Download.FIRST_BLOCK;
    }

    @Override public boolean changesMemory() {
        return true;
    }

    @Override public boolean departs() {
        return true;
    }
}
