package io.sectorzero.flash;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which options to change; whatever is empty stays as it is. */
public record OptionChange(Optional<ReadProtection> readProtection, Optional<Set<Integer>> writeProtected,
                           OptionalInt brownOutField, Optional<Boolean> watchdogInSoftware, Optional<Boolean> resetOnStop,
                           Optional<Boolean> resetOnStandby) {

    public OptionChange {
        writeProtected = writeProtected.map(Set::copyOf);
    }

    public static OptionChange none() {
        return new OptionChange(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    public OptionChange withReadProtection(ReadProtection level) {
        return new OptionChange(Optional.of(level), writeProtected, brownOutField, watchdogInSoftware, resetOnStop, resetOnStandby);
    }

    /** Exactly these sectors, and no others. */
    public OptionChange withWriteProtected(Set<Integer> sectors) {
        return new OptionChange(readProtection, Optional.of(sectors), brownOutField, watchdogInSoftware, resetOnStop, resetOnStandby);
    }

    /** BOR_LEV as the chip stores it: 3 is off, 0 the highest threshold. */
    public OptionChange withBrownOutField(int value) {
        return new OptionChange(readProtection, writeProtected, OptionalInt.of(value), watchdogInSoftware, resetOnStop, resetOnStandby);
    }

    public OptionChange withWatchdogInSoftware(boolean software) {
        return new OptionChange(readProtection, writeProtected, brownOutField, Optional.of(software), resetOnStop, resetOnStandby);
    }

    public OptionChange withResetOnStop(boolean reset) {
        return new OptionChange(readProtection, writeProtected, brownOutField, watchdogInSoftware, Optional.of(reset), resetOnStandby);
    }

    public OptionChange withResetOnStandby(boolean reset) {
        return new OptionChange(readProtection, writeProtected, brownOutField, watchdogInSoftware, resetOnStop, Optional.of(reset));
    }

    /** Whether nothing is left to change. Under code protection the sector bits are no write protection, whatever they are. */
    boolean isIn(OptionBytes found) {
        return (writeProtected.isEmpty() || !found.codeProtectionMode()) && applyTo(found).sameSettings(found);
    }

    /** What the options shall be. Lowering the read protection is a command of its own, and comes first. */
    OptionBytes applyTo(OptionBytes before) {
        OptionBytes after = readProtection.map(before::withReadProtection).orElse(before);
        if (writeProtected.isPresent()) {
            after = after.withWriteProtected(writeProtected.get());
        }
        if (brownOutField.isPresent()) {
            after = after.withBrownOutField(brownOutField.getAsInt());
        }
        if (watchdogInSoftware.isPresent()) {
            after = after.withWatchdogInSoftware(watchdogInSoftware.get());
        }
        if (resetOnStop.isPresent()) {
            after = after.withResetOnStop(resetOnStop.get());
        }
        if (resetOnStandby.isPresent()) {
            after = after.withResetOnStandby(resetOnStandby.get());
        }
        return after;
    }
}
