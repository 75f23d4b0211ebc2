package io.sectorzero.sim.rom;

/** The two ways out of the loader. */
public interface LoaderExits {

    /** A system reset, as SYSRESETREQ makes it. */
    void systemReset();

    /** Starts the program whose stack pointer and entry stand at {@code vectors}, with RCC_AHB1ENR left at 0. */
    void start(int vectors);
}
