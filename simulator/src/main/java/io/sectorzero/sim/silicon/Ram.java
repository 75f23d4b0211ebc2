package io.sectorzero.sim.silicon;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Static memory. It survives a reset and forgets when power goes; what it holds after power-on is not defined, so it
 * comes up with the noise it was given rather than with zeros that a program might come to rely on.
 */
public final class Ram implements BusDevice {

    private final int size;
    private final IntUnaryOperator noise;
    private final boolean[] touched;
    private PagedMemory content;

    /** @param noise the power-on word at each word index */
    public Ram(int size, IntUnaryOperator noise) {
        this.size = size;
        this.noise = noise;
        touched = new boolean[size / PagedMemory.PAGE];
        content = new PagedMemory(size, 0);
    }

    /** Power has gone. */
    public void forget() {
        Arrays.fill(touched, false);
        content = new PagedMemory(size, 0);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        int last = offset + width.bytes() - 1;
        touch(offset);
        touch(last);
        if (width == BusWidth.WORD && (offset & 3) == 0) {
            return content.word(offset);
        }
        int value = 0;
        for (int i = last; i >= offset; i--) {
            value = value << 8 | content.get(i);
        }
        return value;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        int last = offset + width.bytes() - 1;
        touch(offset);
        touch(last);
        for (int i = offset, rest = value; i <= last; i++, rest >>>= 8) {
            content.put(i, rest);
        }
    }

    @Override public byte[] page(int offset, boolean writing) {
        touch(offset);
        return content.open(offset / PagedMemory.PAGE);
    }

    private void touch(int offset) {
        int page = offset / PagedMemory.PAGE;
        if (!touched[page]) {
            touched[page] = true;
            for (int at = page * PagedMemory.PAGE; at < (page + 1) * PagedMemory.PAGE; at += 4) {
                content.putWord(at, noise.applyAsInt(at / 4));
            }
        }
    }
}
