package io.sectorzero.flash.uart;

import io.sectorzero.bench.Capability;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.flash.OptionFacts;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.Get;
import io.sectorzero.protocol.rom.GetId;
import io.sectorzero.protocol.rom.ReadMemory;
import io.sectorzero.protocol.rom.RomFailure;
import io.sectorzero.protocol.rom.RomFailure.Kind;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.protocol.rom.Synchronisation;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be found out through the ROM bootloader and the switches of the bench. */
final class UartInstruments implements Instruments {

    private static final int RESETS_TRIED = 4;
    private static final int LOWEST_BAUD = 9600;

    /** Write Memory: a count, 256 bytes and a checksum. AN3155 Rev 20 "Write Memory command" [P]. */
    private static final int LONGEST_FRAME = 258;

    /** Long enough for an application to say its name. */
    private static final Duration LISTENING = Duration.ofMillis(300);

    private final RomSession session;
    private final ByteLink link;
    private final TimeSource time;
    private final BootloaderEntry entry;
    private final Contact contact;
    private LineSettings line = LineSettings.even(LOWEST_BAUD);
    private Device device;
    private Optional<RomFailure> failure = Optional.empty();
    private Optional<Synchronisation> afterReset = Optional.empty();
    private Optional<Observation> late = Optional.empty();

    UartInstruments(RomSession session, ByteLink link, TimeSource time, BootloaderEntry entry, Contact contact,
                    Device expected) {
        this.session = session;
        this.link = link;
        this.time = time;
        this.entry = entry;
        this.contact = contact;
        this.device = expected;
    }

    void use(LineSettings settings, Optional<Device> known) {
        line = settings;
        device = known.orElse(device);
    }

    /** What the last command showed. Asked once, before any instrument overwrites it. */
    List<Observation> observed() {
        failure = contact.isInStep() ? session.lastFailure() : Optional.empty();
        afterReset = Optional.empty();
        late = Optional.empty();
        // A refusal can come before the whole frame has arrived; what follows of it is then taken for commands. Nothing
        // is lost by finding the next start now, and everything measured later would be wrong without.
        failure.filter(last -> last.kind() == Kind.NACK).ifPresent(last -> {
            time.pass(Duration.ofNanos(LONGEST_FRAME * line.bitsPerByte() * 1_000_000_000L / line.baud()));
            session.resynchronise();
        });
        var seen = new ArrayList<Observation>(contact.isEstablished() ? List.of() : contact.observed());
        failure.filter(last -> last.kind() == Kind.NACK && Fact.REFUSAL_STAGE.findings().contains(last.stage()))
                .ifPresent(last -> seen.add(Fact.REFUSAL_STAGE.is(last.stage(), "%s was refused at the %s".formatted(
                        last.command(), last.stage()))));
        if (contact.isEstablished() && failure.filter(last -> last.kind() == Kind.NACK).isPresent()) {
            seen.add(identify(Fact.IDENTIFY_ANSWER));
        }
        failure.filter(last -> last.kind() == Kind.SILENCE).ifPresent(last -> seen.add(
                Fact.SILENCE_DURING.is(work(last.command()), "the board fell silent during %s, at the %s".formatted(
                        last.command(), last.stage()))));
        return seen;
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return contact.observed().stream().filter(seen -> seen.fact() == fact && seen.fact() != Fact.IDENTIFY_ANSWER).findFirst()
                .or(() -> found(fact));
    }

    private Optional<Observation> found(Fact fact) {
        return switch (fact) {
            case PORT_STATE -> Optional.of(fact.is("open", "%s is open".formatted(link.name())));
            case PORT_PARITY -> link.inEffect().filter(real -> real.parity() != line.parity()).map(real -> fact.is("lost",
                    "%s was told %s and says it is set to %s".formatted(link.name(), line, real)));
            case PORT_RATE -> link.inEffect().filter(real -> real.baud() != line.baud()).map(real -> fact.is("changed",
                    "%s was told %s and says it is set to %s".formatted(link.name(), line, real)));
            case LINE_FORMAT -> Optional.of(fact.is("8e1", "the line was set to %s".formatted(line)));
            case BENCH_BOOT0 -> Optional.of(entry.has(Capability.BOOT0)
                    ? fact.is("driven", "the bench drives BOOT0, and held it high")
                    : fact.is("not-wired", "BOOT0 is not driven by this bench"));
            case BENCH_BOOT1 -> Optional.of(fact.is("unstated", "nobody said how BOOT1 (PB2) is wired"));
            case SESSION_CONTACT -> Optional.of(contact.everAnswered()
                    ? fact.is("before", "the bootloader had answered before in this session")
                    : fact.is("never", "the bootloader has never answered in this session"));
            case SYNC_OTHER_PORT -> Optional.of(fact.is("none-named", "the bench names no other port"));
            case ANSWER_ARRIVAL -> Optional.of(arrival());
            case ERASE_TIME -> failure.filter(last -> last.kind() == Kind.SILENCE && work(last.command()).equals("erase"))
                    .map(last -> arrival().value().equals("late")
                            ? fact.is("slow", "the erase took longer than twice the data sheet's longest time, and ended")
                            : fact.is("endless", "the erase did not end while it was waited for"));
            case RESYNC_ANSWER -> Optional.of(resync(fact));
            case IDENTIFY_ANSWER -> Optional.of(contact.isInStep() ? identify(fact) : outOfStep(fact));
            case REFUSAL_EXTENT -> extent(fact);
            case OPTION_READOUT, OPTION_SPRMOD, OPTION_WATCHDOG -> OptionFacts.measured(fact, "the option bytes", this::options);
            case SYNC_AFTER_RESET -> entry.has(Capability.RESET) ? Optional.of(sync(fact, "after a reset", resetAndSync())) : Optional.empty();
            case LINE_AFTER_RESET -> entry.has(Capability.RESET) ? Optional.of(chatter(fact)) : Optional.empty();
            case SYNC_OVER_RESETS -> entry.has(Capability.RESET) ? Optional.of(overResets(fact)) : Optional.empty();
            case REPLIES_AT_LOWER_RATE -> entry.has(Capability.RESET) ? Optional.of(lowerRate(fact)) : Optional.empty();
            case SYNC_AFTER_POWER -> entry.has(Capability.POWER) ? Optional.of(sync(fact, "after its supply was cycled", cycleAndSync()))
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** As long again as the slowest erase may take, where an erase was under way; a moment otherwise. */
    private Observation arrival() {
        if (late.isEmpty()) {
            late = Optional.of(awaited(Fact.ANSWER_ARRIVAL));
        }
        return late.get();
    }

    private Observation awaited(Fact fact) {
        Duration patience = failure.filter(last -> work(last.command()).equals("erase"))
                .map(last -> device.timings().massErase(device.bootloader().assumed().width()).worst().dividedBy(4))
                .orElse(LISTENING);
        byte[] answer = new byte[1];
        long since = time.nanos();
        int count = link.receive(answer, Deadline.in(patience, time));
        return count == 0 ? fact.is("never", "nothing more came within %d ms".formatted(patience.toMillis()))
                : fact.is("late", "%02X came %d ms later".formatted(answer[0] & 0xFF, (time.nanos() - since) / 1_000_000));
    }

    private Observation resync(Fact fact) {
        Synchronisation outcome = session.resynchronise();
        String evidence = "asked where it stands, the bootloader answered %s".formatted(outcome);
        if (outcome.seen().isEmpty()) {
            return fact.is("silent", evidence);
        }
        return fact.is(outcome.seen().at(0) == 0x79 ? "restarted" : "alive", evidence);
    }

    private Observation identify(Fact fact) {
        try {
            session.run(new Get());
        } catch (SectorZeroException failed) {
            return fact.is(answered("refused-at-once"), "Get: %s".formatted(failed.diagnosis().what()));
        }
        try {
            int product = session.run(new GetId());
            return fact.is("served", "Get and Get ID are answered: product 0x%03X".formatted(product));
        } catch (SectorZeroException failed) {
            return fact.is(answered("refused"), "Get ID: %s".formatted(failed.diagnosis().what()));
        }
    }

    /** Without an answer to 7F there is nobody to ask. */
    private Observation outOfStep(Fact fact) {
        boolean garbled = contact.observed().stream().anyMatch(seen -> seen.fact() == Fact.SYNC_ANSWER && seen.value().equals("garbled"));
        return fact.is(garbled ? "garbled" : "silent", "no command was tried, because 7F was %s".formatted(
                garbled ? "answered by garbage" : "not answered"));
    }

    private String answered(String refused) {
        Kind kind = session.lastFailure().map(RomFailure::kind).orElse(Kind.UNEXPECTED);
        return kind == Kind.NACK ? refused : kind == Kind.SILENCE ? "silent" : "garbled";
    }

    private Optional<Observation> extent(Fact fact) {
        try {
            session.run(new ReadMemory(device.layout().base(), device.bootloader().writeAlignment()));
            return Optional.of(fact.is("one-command", "Read Memory of the flash is served"));
        } catch (TargetRefused refused) {
            boolean atCommand = session.lastFailure().filter(last -> last.stage().equals("command")).isPresent();
            return Optional.of(fact.is(atCommand ? "all-memory" : "one-command",
                    "Read Memory of the flash is refused at its %s".formatted(
                            session.lastFailure().map(RomFailure::stage).orElse("answer"))));
        }
    }

    private Optional<OptionBytes> options() {
        var layout = device.options();
        return Optional.of(layout.decode(session.run(new ReadMemory(layout.range().start(), layout.length()))));
    }

    private Synchronisation resetAndSync() {
        if (afterReset.isEmpty()) {
            entry.enter();
            afterReset = Optional.of(session.synchronise(line));
        }
        return afterReset.get();
    }

    private Synchronisation cycleAndSync() {
        entry.cyclePower();
        return session.synchronise(line);
    }

    private Observation chatter(Fact fact) {
        entry.enter();
        byte[] heard = new byte[16];
        int count = link.receive(heard, Deadline.in(LISTENING, time));
        afterReset = Optional.empty();
        return count == 0 ? fact.is("quiet", "after a reset nothing is heard for %d ms".formatted(LISTENING.toMillis()))
                : fact.is("chatter", "after a reset something talks: %s".formatted(Bytes.copyOf(heard, 0, count)));
    }

    private Observation overResets(Fact fact) {
        int answered = 0;
        for (int i = 0; i < RESETS_TRIED; i++) {
            entry.enter();
            answered += session.synchronise(line).inStep() ? 1 : 0;
        }
        String evidence = "the bootloader answered after %d of %d resets".formatted(answered, RESETS_TRIED);
        return fact.is(answered == 0 ? "never" : answered == RESETS_TRIED ? "always" : "sometimes", evidence);
    }

    private Observation lowerRate(Fact fact) {
        entry.enter();
        Synchronisation outcome = session.synchronise(LineSettings.even(LOWEST_BAUD));
        String clean = "";
        if (outcome.inStep()) {
            clean = identify(Fact.IDENTIFY_ANSWER).value();
        }
        session.configure(line);
        afterReset = Optional.empty();
        String evidence = "at %d baud 7F is answered by %s%s".formatted(LOWEST_BAUD, outcome,
                clean.isEmpty() ? "" : ", and Get is " + clean);
        return fact.is(clean.equals("served") ? "clean"
                : outcome.outcome() == Synchronisation.Outcome.SILENT ? "silent" : "garbled", evidence);
    }

    private static Observation sync(Fact fact, String when, Synchronisation outcome) {
        return fact.is(outcome.inStep() ? "acknowledged"
                : outcome.outcome() == Synchronisation.Outcome.SILENT ? "silent" : "garbled",
                "7F %s: %s".formatted(when, outcome));
    }

    private static String work(String command) {
        return switch (command) {
            case "Extended Erase" -> "erase";
            case "Write Memory" -> "program";
            case "Read Memory" -> "read";
            case "Write Protect", "Write Unprotect", "Readout Protect", "Readout Unprotect" -> "options";
            case "Go" -> "go";
            default -> "command";
        };
    }
}
