package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Reply;

/**
 * A run of accesses through a memory access port. Within each kilobyte the address counts on by itself; reads and writes
 * are posted, so the last of a kilobyte is seen to its end with RDBUFF.
 */
final class MemoryBlock implements Runnable {

    private enum Phase { ADDRESS, DATA, FLUSH }

    private final Transfers transfers;
    private final int start;
    private final byte[] data;
    private final int unit;
    private final boolean write;
    private final boolean increments;
    private final Runnable done;
    private Phase phase = Phase.ADDRESS;
    private int at;
    private int fetched;

    /** @param data what to write, or room for what is read */
    MemoryBlock(Transfers transfers, int start, byte[] data, int unit, boolean write, boolean increments, Runnable done) {
        this.transfers = transfers;
        this.start = start;
        this.data = data;
        this.unit = unit;
        this.write = write;
        this.increments = increments;
        this.done = done;
    }

    /** CSW and the port must be as they should be. */
    void begin() {
        if (data.length == 0) {
            done.run();
        } else {
            transfers.next(this);
        }
    }

    /** The access that has not been seen to its end; after a fault, the one that failed. */
    int address() {
        return increments ? start + (write ? Math.max(0, at - unit) : fetched) : start;
    }

    @Override public void run() {
        switch (phase) {
            case ADDRESS -> {
                if (goes(transfers.transfer(true, false, Dap.TAR, increments ? start + at : start), false)) {
                    phase = Phase.DATA;
                    transfers.next(this);
                }
            }
            case DATA -> {
                if (write) {
                    writeOne();
                } else {
                    readOne();
                }
            }
            case FLUSH -> flush();
        }
    }

    private void writeOne() {
        if (goes(transfers.transfer(true, false, Dap.DRW, unit() << shift(start + at)), false)) {
            at += unit;
            endOfRun();
        }
    }

    private void readOne() {
        Reply reply = transfers.transfer(true, true, Dap.DRW, 0);
        if (goes(reply, true)) {
            if (at > fetched) {
                store(reply.data());
            }
            at += unit;
            endOfRun();
        }
    }

    private void flush() {
        Reply reply = transfers.transfer(false, true, Dap.RDBUFF, 0);
        if (!goes(reply, true)) {
            return;
        }
        if (!write) {
            store(reply.data());
        }
        if (at == data.length) {
            done.run();
        } else {
            phase = Phase.ADDRESS;
            transfers.next(this);
        }
    }

    private void endOfRun() {
        boolean boundary = increments && (start + at) % Dap.INCREMENTS_WITHIN == 0;
        if (at == data.length || boundary) {
            phase = Phase.FLUSH;
        }
        transfers.next(this);
    }

    private boolean goes(Reply reply, boolean read) {
        return transfers.proceeds(reply, phase != Phase.FLUSH, read, this);
    }

    private int unit() {
        int value = data[at] & 0xFF;
        for (int i = 1; i < unit; i++) {
            value |= (data[at + i] & 0xFF) << 8 * i;
        }
        return value;
    }

    private void store(int word) {
        int value = word >>> shift(start + fetched);
        for (int i = 0; i < unit; i++) {
            data[fetched + i] = (byte) (value >>> 8 * i);
        }
        fetched += unit;
    }

    // Bytes and half-words travel on their own lanes of the word. IHI 0031 §C2.2.6.
    private int shift(int address) {
        return unit == Integer.BYTES ? 0 : 8 * (address & 3);
    }
}
