package io.sectorzero.flash;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What option bytes tell an examination, whichever route read them. */
public final class OptionFacts {

    /** Erased option bytes read so, and no tool writes it on purpose. */
    private static final int ERASED = 0xFF;

    private OptionFacts() {
    }

    /**
     * @param fact    one of OPTION_READOUT, OPTION_SPRMOD and OPTION_WATCHDOG
     * @param what    what is read, for the evidence of a refusal
     * @param reading may be refused, which is an answer to OPTION_READOUT alone
     */
    public static Optional<Observation> measured(Fact fact, String what, Supplier<Optional<OptionBytes>> reading) {
        try {
            return reading.get().map(read -> of(fact, read));
        } catch (TargetRefused refused) {
            return fact == Fact.OPTION_READOUT ? Optional.of(fact.is("refused", "reading %s is refused", what)) : Optional.empty();
        }
    }

    /** What protection they say, without asking again. */
    public static List<Observation> protection(OptionBytes read) {
        return List.of(of(Fact.OPTION_READOUT, read), of(Fact.OPTION_SPRMOD, read));
    }

    private static Observation of(Fact fact, OptionBytes read) {
        String evidence = "option bytes: %s".formatted(read.describe());
        return switch (fact) {
            case OPTION_READOUT -> fact.is(read.readProtection() == ReadProtection.LEVEL_0 ? "level-0"
                    : read.readProtectionByte() == ERASED ? "blank" : "level-1", evidence);
            case OPTION_SPRMOD -> fact.is(read.codeProtectionMode() ? "set" : "clear", evidence);
            case OPTION_WATCHDOG -> fact.is(read.watchdogInSoftware() ? "software" : "hardware", evidence);
            default -> throw new IllegalArgumentException(fact + " is not told by option bytes");
        };
    }
}
