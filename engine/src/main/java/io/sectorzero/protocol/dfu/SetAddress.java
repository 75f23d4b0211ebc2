package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Set Address Pointer: where the blocks that follow are counted from.
 *
 * <pre>
 *   host    21 01  00 00  II 00  05 00     DFU_DNLOAD, block 0
 *   host    21 A0 A1 A2 A3                 address, least significant byte first
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    dfuDNBUSY: it begins now
 *   host    DFU_GETSTATUS                  device  00 00 00 00 05 00    done
 *                                          device  01 00 00 00 0A 00    errTARGET: not an address of this setting
 * </pre>
 *
 * AN3156 Rev 18 "Set Address Pointer command" [P].
 */
public record SetAddress(Address address) implements DfuCommand.Acting {

    @Override public String title() {
        return "Set Address Pointer";
    }

    @Override public String story() {
        return "Set Address Pointer to " + address;
    }

    @Override public int block() {
        return 0;
    }

    @Override public Bytes payload() {
        return coded(0x21, address);
    }

    @Override public Duration work() {
        return Duration.ZERO;
    }

    /** A command code and an address, least significant byte first. */
    static Bytes coded(int code, Address address) {
        int raw = address.raw();
        return Bytes.of(code, raw & 0xFF, raw >>> 8 & 0xFF, raw >>> 16 & 0xFF, raw >>> 24);
    }
}
