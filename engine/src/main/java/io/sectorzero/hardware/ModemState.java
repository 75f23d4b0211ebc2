package io.sectorzero.hardware;

/** How the modem lines stand. Asserted lines are low pins on an adapter with logic levels. */
record ModemState(boolean dtrAsserted, boolean rtsAsserted) {

    /** As an operating system leaves them when a port is opened; some level shifters are fed from them. */
    static final ModemState USUAL = new ModemState(true, true);

    ModemState with(ModemLine.Output output, boolean asserted) {
        return switch (output) {
            case DTR -> new ModemState(asserted, rtsAsserted);
            case RTS -> new ModemState(dtrAsserted, asserted);
        };
    }
}
