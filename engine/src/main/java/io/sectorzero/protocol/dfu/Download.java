package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Write Memory: one block of data. It goes to the address pointer plus (block - 2) times the length of a block. No error is
 * no proof: a write-protected sector stays as it was.
 *
 * <pre>
 *   host    21 01  BB BB  II 00  NN NN     DFU_DNLOAD, block 2 or more, up to the device's transfer size
 *   host    D0 … DN
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    dfuDNBUSY: it programs now
 *   host    DFU_GETSTATUS                  device  NAK until it is done, then 00 00 00 00 05 00
 *                                          device  01 … 0A 00 errTARGET, 0B … 0A 00 errVENDOR: read protection
 * </pre>
 *
 * AN3156 Rev 18 "Write Memory command" [P].
 *
 * @param work how long the chip may need to program this many bytes
 */
public record Download(int block, Bytes payload, Duration work) implements DfuCommand.Acting {

    /** 0 is for commands, and 1 is not used. */
    public static final int FIRST_BLOCK = 2;
    public static final int LAST_BLOCK = 0xFFFF;

    public Download {
        requireData(block, payload.length());
    }

    @Override public String title() {
        return "Write Memory";
    }

    @Override public String story() {
        return "Write Memory of %d bytes, block %d".formatted(payload.length(), block);
    }

    @Override public boolean changesMemory() {
        return true;
    }

    static void requireData(int block, int length) {
        if (block < FIRST_BLOCK || block > LAST_BLOCK || length < 1 || length > 0xFFFF) {
            throw new IllegalArgumentException("data travels in blocks 2 to 65535 of 1 to 65535 bytes, not as block %d of %d"
                    .formatted(block, length));
        }
    }
}
