package io.sectorzero.flash.swd;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be found out through the debug port. */
final class SwdInstruments implements Instruments {

    private final SwdContact contact;
    private final Supplier<Optional<OptionBytes>> options;

    SwdInstruments(SwdContact contact, Supplier<Optional<OptionBytes>> options) {
        this.contact = contact;
        this.options = options;
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return switch (fact) {
            case SESSION_CONTACT -> Optional.of(contact.firstSight().isPresent() ? fact.is("before", "the chip had answered before in this session")
                    : fact.is("never", "the chip has never answered in this session"));
            case OPTION_READOUT, OPTION_SPRMOD, OPTION_WATCHDOG -> options(fact);
            default -> Optional.empty();
        };
    }

    private Optional<Observation> options(Fact fact) {
        try {
            return options.get().map(read -> decoded(fact, read));
        } catch (TargetRefused refused) {
            return fact == Fact.OPTION_READOUT ? Optional.of(fact.is("refused", "reading FLASH_OPTCR is refused")) : Optional.empty();
        }
    }

    private static Observation decoded(Fact fact, OptionBytes read) {
        String evidence = "option bytes: %s".formatted(read.describe());
        return switch (fact) {
            case OPTION_READOUT -> fact.is(read.readProtection() == ReadProtection.LEVEL_0 ? "level-0"
                    : read.readProtectionByte() == 0xFF ? "blank" : "level-1", evidence);
            case OPTION_SPRMOD -> fact.is(read.codeProtectionMode() ? "set" : "clear", evidence);
            default -> fact.is(read.watchdogInSoftware() ? "software" : "hardware", evidence);
        };
    }
}
