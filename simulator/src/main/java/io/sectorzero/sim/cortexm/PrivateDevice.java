package io.sectorzero.sim.cortexm;

/** Registers on the core's private bus. Offsets count whole words from where it was attached. */
public interface PrivateDevice {

    int read(int offset);

    /** A byte or half-word store reaches only some lanes; the value is already moved into them. */
    void write(int offset, int value, int lanes);
}
