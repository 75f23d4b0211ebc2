package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;

/**
 * Get: which commands the bootloader serves. Served at every read protection level but 2.
 *
 * <pre>
 *   host    A1 02  00 00  II 00  LL LL     DFU_UPLOAD, block 0
 *   device  00 21 41 92                    Get, Set Address Pointer, Erase, Read Unprotect
 * </pre>
 *
 * AN3156 Rev 18 "Get command" [P].
 */
public record GetCommands() implements DfuCommand.Reading<Bytes> {

    /** Room for more than any version of the protocol has, and one packet of the smallest device. */
    private static final int MOST_CODES = 8;

    @Override public String title() {
        return "Get";
    }

    @Override public int block() {
        return 0;
    }

    @Override public int length() {
        return MOST_CODES;
    }

    @Override public int least() {
        return 1;
    }

    @Override public Bytes answer(Bytes data) {
        return data;
    }
}
