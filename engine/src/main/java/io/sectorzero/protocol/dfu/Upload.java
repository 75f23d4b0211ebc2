package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;

/**
 * Read Memory: one block. It comes from the address pointer plus (block - 2) times the length asked for.
 *
 * <pre>
 *   host    A1 02  BB BB  II 00  NN NN     DFU_UPLOAD, block 2 or more, 2 bytes up to the device's transfer size
 *   device  D0 … DN
 *   device  or STALL                       then the status tells why: errVENDOR is read protection
 * </pre>
 *
 * AN3156 Rev 18 "Read Memory command" [P].
 */
public record Upload(int block, int length) implements DfuCommand.Reading<Bytes> {

    public Upload {
        Download.requireData(block, length);
    }

    @Override public String title() {
        return "Read Memory";
    }

    @Override public String story() {
        return "Read Memory of %d bytes, block %d".formatted(length, block);
    }

    @Override public Bytes answer(Bytes data) {
        return data;
    }
}
