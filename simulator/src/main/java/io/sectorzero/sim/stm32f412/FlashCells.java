package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.PagedMemory;
import io.sectorzero.sim.world.Dice;

/**
 * What is physically written. Erasing sets bits, programming only clears them. Knows nothing of registers, protection
 * or time. A bit may be weak: what it reads as is then a matter of chance, until it is erased or programmed again.
 */
public final class FlashCells {

    private static final int ERASED = 0xFF;

    private PagedMemory content;
    // Most chips never have a weak cell, so this page table exists only once one has.
    private PagedMemory weak;
    private long replacements;

    FlashCells(int bytes) {
        this(new PagedMemory(bytes, ERASED), null);
    }

    private FlashCells(PagedMemory content, PagedMemory weak) {
        this.content = content;
        this.weak = weak;
    }

    public int size() {
        return content.size();
    }

    /** The byte that is written there, whatever a read would bring. */
    public int at(int offset) {
        return content.get(offset);
    }

    public Bytes content(int from, int to) {
        return Bytes.copyOf(content.copy(from, to));
    }

    public boolean isBlank(int from, int to) {
        return content.isBlank(from, to) && (weak == null || weak.isBlank(from, to));
    }

    /** The workshop's door: the cells hold this from the start, by no rule of the chip. */
    public void load(int offset, Bytes bytes) {
        replacements++;
        for (int i = 0; i < bytes.length(); i++) {
            content.put(offset + i, bytes.at(i));
        }
        if (weak != null) {
            weak.clear(offset, offset + bytes.length());
        }
    }

    /** Clears the bits that are 0 in {@code value}; a bit that is 1 stays what it was. */
    void program(int offset, int value) {
        content.put(offset, content.get(offset) & value);
        if (weak != null) {
            weak.put(offset, weak.get(offset) & value);
        }
    }

    void programWord(int offset, int value) {
        if ((offset & 3) == 0 && weak == null) {
            content.putWord(offset, content.word(offset) & value);
            return;
        }
        for (int i = 0; i < 4; i++) {
            program(offset + i, value >>> 8 * i & 0xFF);
        }
    }

    void erase(int from, int to) {
        content.clear(from, to);
        if (weak != null) {
            weak.clear(from, to);
        }
    }

    /** These bits will read as chance has it. */
    void weaken(int offset, int bits) {
        if (weak == null) {
            weak = new PagedMemory(content.size(), 0);
        }
        weak.put(offset, weak.get(offset) | bits);
    }

    int weakBitsAt(int offset) {
        return weak == null ? 0 : weak.get(offset);
    }

    /** What a sense amplifier sees: the truth, except that weak bits fall either way. */
    int sense(int offset, Dice chance) {
        int truth = content.get(offset);
        int unsure = weakBitsAt(offset);
        return unsure == 0 ? truth : truth ^ (int) chance.bits() & unsure;
    }

    /** From now on the same content as {@code other}; what one programs later the other does not see. */
    public void become(FlashCells other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException(
                    "cells of %d bytes cannot become %d bytes".formatted(size(), other.size()));
        }
        replacements++;
        FlashCells copy = other.fork();
        content = copy.content;
        weak = copy.weak;
    }

    /** Differs after content was put in by no rule of the chip. */
    long replacements() {
        return replacements;
    }

    /** 4 KB as they are written, for reading only, until the next change. */
    byte[] page(int offset) {
        return content.view(offset / PagedMemory.PAGE);
    }

    boolean hasWeakCells() {
        return weak != null;
    }

    /** Four bytes of a row without weak cells; {@code offset} must be a multiple of four. */
    int word(int offset) {
        return content.word(offset);
    }

    /** The same content for another chip; what one programs later the other does not see. */
    public FlashCells fork() {
        return new FlashCells(content.fork(), weak == null ? null : weak.fork());
    }
}
