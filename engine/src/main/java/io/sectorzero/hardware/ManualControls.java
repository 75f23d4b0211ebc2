package io.sectorzero.hardware;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.util.Optional;

/** Switches that a person flips when asked. Asks only for changes: nobody is told twice to release a released button. */
final class ManualControls implements WiredControls.Actuator {

    private final Switch which;
    private final Optional<Prompt> prompt;
    private Optional<Boolean> position = Optional.empty();

    ManualControls(Switch which, Optional<Prompt> prompt) {
        this.which = which;
        this.prompt = prompt;
    }

    @Override public void set(boolean active) {
        if (position.equals(Optional.of(active))) {
            return;
        }
        boolean done = prompt.map(p -> p.askFor(which.request(active))).orElse(false);
        if (!done) {
            throw new CapabilityMissing(Diagnosis.of("%s is switched by hand, and nobody can be asked", which)
                    .because("wanted: %s", which.request(active))
                    .remedy("run this in a terminal, or wire the switch and describe the wire under [controls]"));
        }
        position = Optional.of(active);
    }
}
