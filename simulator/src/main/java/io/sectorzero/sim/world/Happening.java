package io.sectorzero.sim.world;

/** Something that will happen at a booked moment. */
@FunctionalInterface
public interface Happening {
    void happen();
}
