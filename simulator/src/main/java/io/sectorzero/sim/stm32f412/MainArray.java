package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.PagedMemory;
import io.sectorzero.sim.world.Dice;
import java.util.function.IntUnaryOperator;

/** The main array as it is seen through sense amplifiers, the board's overlay and the two caches. */
final class MainArray {

    private static final int INSTRUCTION_LINES = 64;
    private static final int DATA_LINES = 8;

    private final FlashCells cells;
    private final Dice weakReads;
    private final LineCache instructions = new LineCache(INSTRUCTION_LINES);
    private final LineCache data = new LineCache(DATA_LINES);
    private final IntUnaryOperator sensed = this::byteAt;
    private CellOverlay overlay = CellOverlay.NONE;

    MainArray(FlashCells cells, Dice weakReads) {
        this.cells = cells;
        this.weakReads = weakReads;
    }

    FlashCells cells() {
        return cells;
    }

    CellOverlay overlay() {
        return overlay;
    }

    void overlay(CellOverlay laid) {
        overlay = laid;
    }

    /** Straight from the array. */
    int read(int offset, BusWidth width) {
        if (width == BusWidth.WORD && (offset & 3) == 0 && overlay == CellOverlay.NONE && !cells.hasWeakCells()) {
            return cells.word(offset);
        }
        int value = 0;
        for (int i = width.bytes() - 1; i >= 0; i--) {
            value = value << 8 | byteAt(offset + i);
        }
        return value;
    }

    /** The cells of 4 KB, when nothing comes between them and a reader whose caches are on or off as said; else null. */
    byte[] page(int offset, boolean instructionCache, boolean dataCache) {
        int end = offset + PagedMemory.PAGE;
        boolean asWritten = !cells.hasWeakCells() && overlay.leaves(offset, end)
                && !(instructionCache && instructions.isStale(offset, end, sensed))
                && !(dataCache && data.isStale(offset, end, sensed));
        return asWritten ? cells.page(offset) : null;
    }

    /** Differs after the truth or what lies over it has been changed by no rule of the chip. */
    long replacements() {
        return cells.replacements() + overlay.changes();
    }

    int readThroughInstructionCache(int offset, BusWidth width) {
        return readThrough(instructions, offset, width);
    }

    int readThroughDataCache(int offset, BusWidth width) {
        return readThrough(data, offset, width);
    }

    private int readThrough(LineCache cache, int offset, BusWidth width) {
        int value = 0;
        for (int i = width.bytes() - 1; i >= 0; i--) {
            value = value << 8 | cache.read(offset + i, sensed);
        }
        return value;
    }

    private int byteAt(int offset) {
        return overlay.read(offset, cells.sense(offset, weakReads));
    }

    /** The data cache follows programming by itself; it does not follow an erase. RM0090 Rev 21 §3.5.2 [S]. */
    void programmed(int offset, int bytes) {
        for (int at = offset; at < offset + bytes; at++) {
            data.update(at, sensed);
        }
    }

    void resetInstructionCache() {
        instructions.invalidate();
    }

    void resetDataCache() {
        data.invalidate();
    }
}
