package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.wire.SerialWire;

/** The two pins of a USART where a board has wires, and the wires. A pin given to somebody else says and hears nothing. */
record UsartPins(GpioPort port, int txPin, int rxPin, int function, SerialWire rx, SerialWire tx) {

    boolean speaks() {
        return port.isGivenTo(txPin, function);
    }

    boolean hears() {
        return port.isGivenTo(rxPin, function);
    }
}
