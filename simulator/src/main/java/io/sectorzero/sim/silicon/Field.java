package io.sectorzero.sim.silicon;

/** A field of a register; the constants of one enum are the fields of one register, in bit order. */
public interface Field {

    Place place();

    /** As the manual names it. */
    String name();
}
