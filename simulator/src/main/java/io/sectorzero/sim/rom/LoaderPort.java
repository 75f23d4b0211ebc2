package io.sectorzero.sim.rom;

import io.sectorzero.sim.wire.SerialWire;

/** A USART of the chip as the loader uses it: {@code rx} leads to it, {@code tx} away from it. */
public record LoaderPort(String name, SerialWire rx, SerialWire tx) {
}
