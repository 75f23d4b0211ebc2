package io.sectorzero.flash.swd;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.OptionFacts;
import io.sectorzero.memory.Address;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** What can be found out through the debug port. */
final class SwdInstruments implements Instruments {

    /** The half-word that holds the flash size in KB. RM0402 Rev 6 §31. */
    private static final Address FLASH_SIZE = Address.of(0x1FFF_7A22L);
    private static final Set<Integer> SIZES = Set.of(512, 1024);
    private static final int UNREADABLE = 0xFFFF;
    private static final int READS = 8;

    /** How long an operation that overran its time is watched, to tell slow from endless. */
    private static final Duration WATCHED = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final SwdContact contact;
    private final Supplier<Optional<FlashInterface>> flash;
    private final TimeSource time;
    private final Supplier<Optional<OptionBytes>> options;

    SwdInstruments(SwdContact contact, Supplier<Optional<FlashInterface>> flash, TimeSource time, Supplier<Optional<OptionBytes>> options) {
        this.contact = contact;
        this.flash = flash;
        this.time = time;
        this.options = options;
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return switch (fact) {
            case SESSION_CONTACT -> Optional.of(contact.firstSight().isPresent() ? fact.is("before", "the chip had answered before in this session")
                    : fact.is("never", "the chip has never answered in this session"));
            case ERASE_TIME -> flash.get().filter(controller -> controller.failed().filter(Operation::isBusy).isPresent()).map(busy -> overrun(fact, busy));
            case RESET_DURING -> flash.get().isEmpty() ? Optional.empty() : resetDuring(fact);
            case IDENTITY_SIZE -> contact.firstSight().isEmpty() ? Optional.empty() : size(fact);
            case OPTION_READOUT, OPTION_SPRMOD, OPTION_WATCHDOG -> OptionFacts.measured(fact, "FLASH_OPTCR", options);
            default -> Optional.empty();
        };
    }

    private Observation overrun(Fact fact, FlashInterface busy) {
        long since = time.nanos();
        var deadline = Deadline.in(WATCHED, time);
        while (busy.isBusy() && !deadline.passed()) {
            time.pass(LOOK);
        }
        long waited = Duration.ofNanos(time.nanos() - since).toMillis();
        return busy.isBusy() ? fact.is("endless", "BSY is set %d ms later still".formatted(waited))
                : fact.is("slow", "BSY ended %d ms after the longest time it was given".formatted(waited));
    }

    private Optional<Observation> resetDuring(Fact fact) {
        OptionalInt read = contact.resetCauses();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        int causes = read.getAsInt();
        String value = (causes & ChipState.SUPPLY_CAUSES) != 0 ? "supply" : (causes & ChipState.WATCHDOG_CAUSES) != 0 ? "watchdog"
                : (causes & ChipState.PIN_CAUSE) != 0 && (causes & ChipState.SOFTWARE_CAUSE) == 0 ? "pin" : "nothing";
        return Optional.of(fact.is(value, "resets since the work began: %s (RCC_CSR %08X)".formatted(
                String.join(", ", ChipState.causes(causes)), causes)));
    }

    private Optional<Observation> size(Fact fact) {
        try {
            var seen = new HashSet<Integer>();
            for (int i = 0; i < READS; i++) {
                seen.add(contact.core().orElseThrow().read16(FLASH_SIZE));
            }
            int one = seen.iterator().next();
            if (seen.size() == 1 && SIZES.contains(one)) {
                return Optional.of(fact.is("as-expected", "the flash size word reads %d KB".formatted(one)));
            }
            return Optional.of(seen.equals(Set.of(UNREADABLE)) ? fact.is("all-ones", "the flash size word reads FFFF")
                    : fact.is("implausible", "the flash size word, read %d times, gave %d different values".formatted(READS, seen.size())));
        } catch (TargetSilent | TargetRefused unreadable) {
            return Optional.empty();
        }
    }
}
