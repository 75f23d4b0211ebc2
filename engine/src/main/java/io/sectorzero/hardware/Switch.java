package io.sectorzero.hardware;

import io.sectorzero.bench.Capability;
import java.util.Locale;

/** What can be switched on a board from outside, and how a person is asked to do it. */
enum Switch {
    POWER(Capability.POWER, "Switch the board's supply ON", "Switch the board's supply OFF"),
    RESET(Capability.RESET, "Press the reset button and HOLD it (NRST low)", "RELEASE the reset button (NRST high)"),
    BOOT0(Capability.BOOT0, "Set BOOT0 to 1 (high)", "Set BOOT0 to 0 (low)");

    private final Capability capability;
    private final String askOn;
    private final String askOff;

    Switch(Capability capability, String askOn, String askOff) {
        this.capability = capability;
        this.askOn = askOn;
        this.askOff = askOff;
    }

    Capability capability() {
        return capability;
    }

    /** The key below {@code [controls]}, which is also its word at a control door. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String request(boolean active) {
        return active ? askOn : askOff;
    }

    /** How a switch stands while nobody wants anything of it: the board is powered, running, and boots from flash. */
    boolean restsActive() {
        return this == POWER;
    }
}
