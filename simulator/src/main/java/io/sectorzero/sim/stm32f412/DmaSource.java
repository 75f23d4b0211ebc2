package io.sectorzero.sim.stm32f412;

/** A peripheral that lets DMA carry its data. */
interface DmaSource {

    /** Its request line, at this moment. */
    boolean wantsDma();

    /** One item was carried. */
    default void servedByDma() {
    }
}
