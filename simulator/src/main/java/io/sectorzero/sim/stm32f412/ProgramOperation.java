package io.sectorzero.sim.stm32f412;

/** One unit being programmed. There is one of these, used again and again: a megabyte is a million units. */
final class ProgramOperation implements FlashOperation {

    private final FlashStatus status;
    private final WeakCells weakCells;
    private final MainArray main;
    private FlashCells cells;
    private int offset;
    private int bytes;
    private long value;
    private int psize;
    private boolean starved;

    ProgramOperation(FlashStatus status, WeakCells weakCells, MainArray main) {
        this.status = status;
        this.weakCells = weakCells;
        this.main = main;
    }

    ProgramOperation of(FlashCells target, int at, int width, long wanted, int parallelism) {
        cells = target;
        offset = at;
        bytes = width;
        value = wanted;
        psize = parallelism;
        starved = false;
        return this;
    }

    @Override public int psize() {
        return psize;
    }

    @Override public void supplyChanged(ArraySupply supply) {
        starved |= supply.weakens(psize);
    }

    @Override public void complete() {
        if (bytes == 4 && !starved) {
            cells.programWord(offset, (int) value);
        } else {
            programBytes();
        }
        if (cells == main.cells()) {
            main.programmed(offset, bytes);
        }
        status.finish();
    }

    private void programBytes() {
        for (int i = 0; i < bytes; i++) {
            cells.program(offset + i, byteOf(i));
            if (starved) {
                weakCells.afterStarvedProgram(cells, offset + i, byteOf(i));
            }
        }
    }

    @Override public void interrupt(double share) {
        for (int i = 0; i < bytes; i++) {
            weakCells.afterInterruptedProgram(cells, offset + i, byteOf(i));
        }
    }

    private int byteOf(int index) {
        return (int) (value >>> 8 * index) & 0xFF;
    }

    @Override public String toString() {
        return "programming %d bytes at offset 0x%05X".formatted(bytes, offset);
    }
}
