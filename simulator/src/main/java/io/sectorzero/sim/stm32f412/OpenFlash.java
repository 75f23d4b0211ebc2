package io.sectorzero.sim.stm32f412;

/**
 * Whether the core may look into the flash without asking for each access. It may while nothing can come between it and
 * the cells: no operation, no cache with a line that is out of date, no trouble laid over them.
 */
final class OpenFlash {

    /** After so many accesses that had to ask, it is worth opening the flash again. */
    private static final int ENOUGH = 64;

    private long generation;
    private boolean open;
    private int asked;

    /** Differs when what was opened is not any more, or may be opened again. */
    long generation() {
        return generation;
    }

    void open() {
        open = true;
    }

    void close() {
        asked = 0;
        if (open) {
            open = false;
            generation++;
        }
    }

    /** An access had to ask. True when it has happened often enough to look whether that is still needed. */
    boolean asked() {
        asked++;
        return asked % ENOUGH == 0;
    }

    /** What was refused would now be granted, or the other way round. */
    void changed() {
        generation++;
    }
}
