package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;

/**
 * Erase of the sector an address lies in. A write-protected sector is passed over without a word: look at the flash.
 *
 * <pre>
 *   host    21 01  00 00  II 00  05 00     DFU_DNLOAD, block 0
 *   host    41 A0 A1 A2 A3                 any address of the sector, least significant byte first
 *   host    DFU_GETSTATUS                  device  00 PP PP PP 04 00    dfuDNBUSY: it erases now
 *   host    DFU_GETSTATUS                  device  NAK until it is done, then 00 00 00 00 05 00
 *                                          device  01 … 0A 00 errTARGET, 0B … 0A 00 errVENDOR: read protection
 * </pre>
 *
 * AN3156 Rev 18 "Erase command" [P].
 *
 * @param work how long the chip may need for it
 */
public record EraseSector(Address address, Duration work) implements DfuCommand.Acting {

    static final int CODE = 0x41;

    @Override public String title() {
        return "Erase";
    }

    @Override public String story() {
        return "Erase of the sector at " + address;
    }

    @Override public int block() {
        return 0;
    }

    @Override public Bytes payload() {
        return SetAddress.coded(CODE, address);
    }

    @Override public boolean changesMemory() {
        return true;
    }
}
