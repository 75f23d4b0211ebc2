package io.sectorzero.sim.fault;

/** A fault of the serial line, due when so many bytes have gone one way. */
public sealed interface LineFault extends Fault
        permits LostByte, FlippedByte, ExtraByte, RepeatedByte, LineUnplugged, SilentAfter {

    Direction direction();

    /** Which byte of that direction, counted from 0. */
    long n();
}
