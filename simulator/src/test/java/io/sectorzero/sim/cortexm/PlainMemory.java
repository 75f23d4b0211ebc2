package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.util.TreeMap;

/** A part that is nothing but memory: regions of RAM or ROM, and errors everywhere else. */
final class PlainMemory implements CoreBus {

    private record Region(int base, byte[][] pages, boolean writable) {
    }

    private final TreeMap<Integer, Region> regions = new TreeMap<>();
    /** Whether pages may be opened; when not, every access comes through {@link #read} and {@link #write}. */
    boolean open = true;
    long generation;
    int reads;
    int writes;

    PlainMemory ram(int base, int bytes) {
        return region(base, bytes, true);
    }

    PlainMemory rom(int base, int bytes) {
        return region(base, bytes, false);
    }

    private PlainMemory region(int base, int bytes, boolean writable) {
        regions.put(base, new Region(base, new byte[bytes / PAGE_BYTES][PAGE_BYTES], writable));
        return this;
    }

    private byte[] pageOf(int address, boolean writing) {
        var entry = regions.floorEntry(address);
        if (entry == null || writing && !entry.getValue().writable()) {
            return null;
        }
        int index = (address - entry.getKey()) / PAGE_BYTES;
        return index < entry.getValue().pages().length ? entry.getValue().pages()[index] : null;
    }

    @Override public long read(int address, BusWidth width, Master master) {
        reads++;
        byte[] page = pageOf(address, false);
        return page == null ? REFUSED : Integer.toUnsignedLong(peek(address, width));
    }

    @Override public long write(int address, int value, BusWidth width) {
        writes++;
        if (pageOf(address, true) == null) {
            return REFUSED;
        }
        poke(address, value, width);
        return 0;
    }

    @Override public byte[] page(int address, boolean writing) {
        return open ? pageOf(address, writing) : null;
    }

    @Override public long generation() {
        return generation;
    }

    int peek(int address, BusWidth width) {
        int value = 0;
        for (int k = width.bytes() - 1; k >= 0; k--) {
            value = value << 8 | pageOf(address + k, false)[address + k & PAGE_BYTES - 1] & 0xFF;
        }
        return value;
    }

    int word(int address) {
        return peek(address, BusWidth.WORD);
    }

    void poke(int address, int value, BusWidth width) {
        for (int k = 0; k < width.bytes(); k++) {
            pageOf(address + k, false)[address + k & PAGE_BYTES - 1] = (byte) (value >>> 8 * k);
        }
    }

    void word(int address, int value) {
        poke(address, value, BusWidth.WORD);
    }

    /** Puts half-words one after the other, as a listing shows them. */
    void code(int address, int... halfWords) {
        for (int k = 0; k < halfWords.length; k++) {
            poke(address + 2 * k, halfWords[k], BusWidth.HALF_WORD);
        }
    }

    void bytes(int address, byte[] content) {
        for (int k = 0; k < content.length; k++) {
            poke(address + k, content[k], BusWidth.BYTE);
        }
    }

    byte[] bytes(int from, int to) {
        byte[] content = new byte[to - from];
        for (int k = 0; k < content.length; k++) {
            content[k] = (byte) peek(from + k, BusWidth.BYTE);
        }
        return content;
    }
}
