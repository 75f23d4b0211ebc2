package io.sectorzero.flash.swd;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be found out through the debug port. */
final class SwdInstruments implements Instruments {

    private static final int UNREADABLE = 0xFFFF;

    /** A supply that is noisy spoils a word now and then; so many reads take a quarter of a second, and only after a failure. */
    private static final int READS = 64;

    /** How long an operation that overran its time is watched, to tell slow from endless. */
    private static final Duration WATCHED = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Attachment attachment;
    private final SwdContact contact;
    private final ProbeProof proof;
    private final TimeSource time;

    SwdInstruments(Attachment attachment, BoardPower power, TimeSource time) {
        this.attachment = attachment;
        this.proof = new ProbeProof(attachment, power);
        this.contact = attachment.contact();
        this.time = time;
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return switch (fact) {
            case SESSION_CONTACT -> Optional.of(contact.firstSight().isPresent() ? fact.is("before", "the chip had answered before in this session")
                    : fact.is("never", "the chip has never answered in this session"));
            case ERASE_TIME -> flash().filter(controller -> controller.failed().filter(Operation::isBusy).isPresent()).map(busy -> overrun(fact, busy));
            case RESET_DURING -> flash().isEmpty() ? Optional.empty() : resetDuring(fact);
            case IDENTITY_SIZE -> contact.firstSight().isEmpty() ? Optional.empty() : size(fact);
            case OPTION_READOUT, OPTION_SPRMOD, OPTION_WATCHDOG -> OptionFacts.measured(fact, "FLASH_OPTCR", this::options);
            case RESET_WIRE -> proof.resetWire(fact);
            case SENSE_UNPOWERED -> proof.unpowered(fact);
            default -> Optional.empty();
        };
    }

    private Optional<FlashInterface> flash() {
        return attachment.current().map(SwdSession::flash);
    }

    private Optional<OptionBytes> options() {
        return attachment.identifiedDevice().flatMap(known -> attachment.current().map(now -> new OptionInterface(now.core(), known.options()).read()));
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

    /** Also of a chip that was not identified because of what its size word reads: all devices this build knows have it in the same place. */
    private Optional<Observation> size(Fact fact) {
        List<Device> known = attachment.identifiedDevice().map(List::of).orElse(Catalogue.load().devices());
        Address word = known.get(0).memory().of("flash-size").start();
        Set<Integer> sizes = Catalogue.load().byProductId(known.get(0).productId()).stream().map(Device::flashKilobytes).collect(Collectors.toSet());
        try {
            var seen = new HashSet<Integer>();
            for (int i = 0; i < READS; i++) {
                seen.add(contact.core().orElseThrow().read16(word));
            }
            int one = seen.iterator().next();
            if (seen.size() == 1 && sizes.contains(one)) {
                return Optional.of(fact.is("as-expected", "the flash size word reads %d KB".formatted(one)));
            }
            if (seen.equals(Set.of(UNREADABLE))) {
                return Optional.of(fact.is("all-ones", "the flash size word reads FFFF"));
            }
            return Optional.of(fact.is("implausible", seen.size() == 1 ? "the flash size word reads %d KB, and no part has that".formatted(one)
                    : "the flash size word, read %d times, gave %d different values".formatted(READS, seen.size())));
        } catch (TargetSilent | TargetRefused unreadable) {
            return Optional.empty();
        }
    }
}
