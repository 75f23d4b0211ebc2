package io.sectorzero.flash;

import io.sectorzero.device.OptionBytes;
import java.util.Optional;

/**
 * What the option bytes were before write protection was lifted for the work. Outlives the attempt that lifted it: whoever
 * tries again finds the sectors open, and would otherwise leave them so.
 */
final class LiftedProtection {

    private Optional<OptionBytes> original = Optional.empty();

    /** The first who lifts knows what there was. */
    void lifted(OptionBytes from) {
        original = original.or(() -> Optional.of(from));
    }

    void isBack() {
        original = Optional.empty();
    }

    /** What is to be put back; empty when nothing is lifted. */
    Optional<OptionBytes> original() {
        return original;
    }
}
