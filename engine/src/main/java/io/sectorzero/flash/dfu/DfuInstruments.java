package io.sectorzero.flash.dfu;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.flash.OptionFacts;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.protocol.rom.Synchronisation;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be found out over USB, and about why there is nothing on it. */
final class DfuInstruments implements Instruments {

    private static final int RESETS_TRIED = 4;
    private static final int USUAL_BAUD = 115_200;

    private final Bench bench;
    private final BootloaderEntry entry;
    private final DfuContact contact;
    private final Supplier<Optional<OptionBytes>> options;

    DfuInstruments(Bench bench, BootloaderEntry entry, DfuContact contact, Supplier<Optional<OptionBytes>> options) {
        this.bench = bench;
        this.entry = entry;
        this.contact = contact;
        this.options = options;
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return contact.observed().stream().filter(seen -> seen.fact() == fact).findFirst().or(() -> found(fact));
    }

    private Optional<Observation> found(Fact fact) {
        return switch (fact) {
            case PORT_STATE -> Optional.of(fact.is("open", "USB can be used, and no device refused to be opened"));
            case BENCH_BOOT0 -> Optional.of(entry.has(Capability.BOOT0)
                    ? fact.is("driven", "the bench drives BOOT0, and held it high")
                    : fact.is("not-wired", "BOOT0 is not driven by this bench"));
            case SESSION_CONTACT -> Optional.of(contact.everAnswered()
                    ? fact.is("before", "the bootloader had answered before in this session")
                    : fact.is("never", "the bootloader has never answered in this session"));
            case OPTION_READOUT, OPTION_SPRMOD, OPTION_WATCHDOG -> OptionFacts.measured(fact, "the option bytes", options);
            case DFU_OVER_RESETS -> entry.has(Capability.RESET) ? Optional.of(overResets(fact)) : Optional.empty();
            case LOADER_ON_UART -> onUart(fact);
            default -> Optional.empty();
        };
    }

    private Observation overResets(Fact fact) {
        int appeared = contact.appearsAfter(RESETS_TRIED);
        String evidence = "the DFU device appeared after %d of %d resets".formatted(appeared, RESETS_TRIED);
        return fact.is(appeared == 0 ? "never" : appeared == RESETS_TRIED ? "always" : "sometimes", evidence);
    }

    private Optional<Observation> onUart(Fact fact) {
        if (!bench.capabilities().contains(Capability.UART)) {
            return Optional.of(fact.is("not-wired", "this bench has no serial line to look on"));
        }
        ByteLink line = bench.uart();
        var session = new RomSession(line, bench.time());
        entry.enter();
        Synchronisation outcome = session.synchronise(LineSettings.even(USUAL_BAUD));
        return Optional.of(fact.is(outcome.inStep() ? "answers" : "silent",
                "on the serial line %s, 7F after a reset was answered by %s".formatted(line.name(), outcome)));
    }
}
