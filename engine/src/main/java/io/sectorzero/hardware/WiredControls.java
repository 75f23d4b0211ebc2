package io.sectorzero.hardware;

import io.sectorzero.bench.Controls;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.util.Map;

/** The switches of a desk, each leading where its wire leads. */
final class WiredControls implements Controls {

    /** Something that can be made active or not: a pin, a relay, a person's hand. */
    @FunctionalInterface
    interface Actuator {
        void set(boolean active);
    }

    private final String bench;
    private final Map<Switch, Actuator> actuators;

    WiredControls(String bench, Map<Switch, Actuator> actuators) {
        this.bench = bench;
        this.actuators = Map.copyOf(actuators);
    }

    @Override public void power(boolean on) {
        set(Switch.POWER, on);
    }

    @Override public void reset(boolean asserted) {
        set(Switch.RESET, asserted);
    }

    @Override public void boot0(boolean high) {
        set(Switch.BOOT0, high);
    }

    private void set(Switch which, boolean active) {
        Actuator actuator = actuators.get(which);
        if (actuator == null) {
            throw new CapabilityMissing(Diagnosis.of("bench %s cannot drive %s", bench, which)
                    .because("controls.%s is not in its description", which.key())
                    .remedy("wire it and describe the wire under [controls], or write %s = { manual = true }", which.key()));
        }
        actuator.set(active);
    }
}
