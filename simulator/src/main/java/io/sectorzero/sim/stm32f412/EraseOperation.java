package io.sectorzero.sim.stm32f412;

/** A run of sectors being erased. The caches are not told. */
final class EraseOperation implements FlashOperation {

    private final FlashCells cells;
    private final WeakCells weakCells;
    private final int from;
    private final int to;
    private final boolean leavesStretch;
    private final long followUpNanos;
    private final Runnable over;
    private final int psize;
    private boolean starved;

    /**
     * @param followUpNanos how long what {@code over} starts keeps BSY up
     * @param over          what follows when the array is erased; not called when a reset comes first
     */
    EraseOperation(FlashCells cells, WeakCells weakCells, int from, int to, int psize, boolean leavesStretch,
                   long followUpNanos, Runnable over) {
        this.cells = cells;
        this.weakCells = weakCells;
        this.from = from;
        this.to = to;
        this.psize = psize;
        this.leavesStretch = leavesStretch;
        this.followUpNanos = followUpNanos;
        this.over = over;
    }

    @Override public long followUpNanos() {
        return followUpNanos;
    }

    @Override public int psize() {
        return psize;
    }

    @Override public void supplyChanged(ArraySupply supply) {
        starved |= supply.weakens(psize);
    }

    @Override public void complete() {
        if (leavesStretch) {
            int stays = weakCells.stretchThatStays(from, to);
            cells.erase(from, stays);
            cells.erase(stays + WeakCells.stretchLength(), to);
        } else {
            cells.erase(from, to);
        }
        if (starved) {
            weakCells.afterStarvedErase(cells, from, to);
        }
        over.run();
    }

    @Override public void interrupt(double share) {
        weakCells.afterInterruptedErase(cells, from, to, share);
    }

    @Override public String toString() {
        return "erasing offsets 0x%05X to 0x%05X".formatted(from, to - 1);
    }
}
