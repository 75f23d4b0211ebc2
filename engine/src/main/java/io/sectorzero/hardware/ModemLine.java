package io.sectorzero.hardware;

/**
 * An output of a serial adapter that drives something on the board.
 *
 * @param activeHigh whether what it drives is active while the adapter's pin is high
 */
record ModemLine(Output output, boolean activeHigh) implements Wire {

    enum Output { RTS, DTR }

    /**
     * What the adapter must be told. Adapters with logic-level pins invert: an asserted line is a low pin, as the
     * trailing # of RTS# and DTR# in their data sheets says.
     */
    boolean asserted(boolean active) {
        return active != activeHigh;
    }
}
