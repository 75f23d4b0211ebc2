package io.sectorzero.sim.cortexm;

/** 4 KB of the address space: the memory behind it where that is open for direct access, and what was decoded there. */
final class Page {

    /** Matches no address. */
    static final Page NONE = new Page(-1);

    final int number;
    /** Null where every read must ask the bus. */
    byte[] bytes;
    /** Null where every write must ask the bus. */
    byte[] store;
    /** By half-word; null while no instruction of this page, nor the second half of one, has been decoded. */
    Instruction[] decoded;
    /** The answers of the bus may no longer hold. */
    boolean stale = true;

    Page(int number) {
        this.number = number;
    }
}
