package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Leave DFU: starts what lies at the address pointer, stack pointer from there, entry from four bytes further. The device
 * goes off the bus, on some parts before it has answered.
 *
 * <pre>
 *   host    21 01  02 00  II 00  00 00     DFU_DNLOAD without data
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 07 00    dfuMANIFEST, and gone
 * </pre>
 *
 * AN3156 Rev 18 "Leave DFU mode" [P].
 */
public record Leave() implements DfuCommand.Acting {

    @Override public String title() {
        return "Leave DFU";
    }

    @Override public int block() {
        return Download.FIRST_BLOCK;
    }

    @Override public Bytes payload() {
        return Bytes.NONE;
    }

    @Override public Duration work() {
        return Duration.ZERO;
    }

    @Override public boolean departs() {
        return true;
    }
}
