package io.sectorzero.sim.stm32f412;

/** Something the array is busy with. */
interface FlashOperation {

    /** BSY has ended; the operation may start the next one. */
    void complete();

    /** A reset or the end of power came first, after this share of the time: what it worked on is left undefined. */
    void interrupt(double share);

    /** How long BSY stays up after this because of what follows it without a gap. */
    default long followUpNanos() {
        return 0;
    }

    /** The parallelism it works with, as in PSIZE. */
    int psize();

    /** The supply changed while this was running; what it treats may stay weak. */
    default void supplyChanged(ArraySupply supply) {
    }
}
