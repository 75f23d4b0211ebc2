package io.sectorzero.flash.uart;

import io.sectorzero.bench.Capability;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.Get;
import io.sectorzero.protocol.rom.RomFailure;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.protocol.rom.ServedCommands;
import io.sectorzero.protocol.rom.Synchronisation;
import io.sectorzero.protocol.rom.Synchronisation.Outcome;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt to come into step with the bootloader, and what it showed. Whether and how to try again is decided
 * elsewhere, after an examination.
 */
final class Contact {

    private static final int MOST_NOISE_SHOWN = 16;

    private final RomSession session;
    private final ByteLink link;
    private final TimeSource time;
    private final BootloaderEntry entry;
    private final Map<Fact, Observation> observed = new EnumMap<>(Fact.class);
    private final List<String> remarks = new ArrayList<>();
    private boolean everAnswered;
    private boolean entered;
    private boolean established;
    private boolean inStep;

    Contact(RomSession session, ByteLink link, TimeSource time, BootloaderEntry entry) {
        this.session = session;
        this.link = link;
        this.time = time;
        this.entry = entry;
    }

    /** The board was brought into its bootloader by other means; the next attempt leaves it there. */
    void isEntered() {
        entered = true;
    }

    /** Enters the bootloader, where the bench can, synchronises, and asks what it serves. */
    ServedCommands establish(LineSettings line) {
        observed.clear();
        established = false;
        inStep = false;
        session.configure(line);
        boolean reset = entered || entry.enter();
        entered = false;
        listen(reset);
        Synchronisation outcome = reset ? session.synchronise() : twice();
        noteSync(outcome, line);
        if (!outcome.inStep()) {
            throw unanswered(outcome, line, reset);
        }
        inStep = true;
        if (outcome.leadingZero()) {
            remark("U9 a zero byte came before the ACK and was dropped: %s".formatted(outcome.seen()));
        }
        return ask();
    }

    /** After a reset that the chip makes by itself, at once or when it has finished what it is at. */
    void again(Duration patience) {
        entry.awaitStart();
        var deadline = Deadline.in(patience, time);
        Synchronisation outcome = session.synchronise();
        while (!outcome.inStep() && !deadline.passed()) {
            outcome = session.synchronise();
        }
        if (!outcome.inStep()) {
            observe(Fact.SILENCE_DURING.is("options", "no answer to 7F after the reset that a change of options causes"));
            throw new TargetSilent(Diagnosis.of("The bootloader did not come back after the chip reset itself")
                    .because("7F was sent for %d ms; last outcome: %s", patience.toMillis(), outcome)
                    .because("%s", entry.has(Capability.BOOT0) ? "BOOT0 was held high"
                            : "BOOT0 is not driven by this bench; it must stay high while options are changed")
                    .leaves(BoardState.OPTIONS_CHANGED));
        }
    }

    List<Observation> observed() {
        return List.copyOf(observed.values());
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Whether 7F was answered as it should be in the last attempt; only then a command can have failed. */
    boolean isInStep() {
        return inStep;
    }

    /** Whether the last attempt came to an end. */
    boolean isEstablished() {
        return established;
    }

    boolean everAnswered() {
        return everAnswered;
    }

    // A board that is in step already says nothing to the first 7F and 1F to the second. AN3155 Rev 20 [P].
    private Synchronisation twice() {
        Synchronisation first = session.synchronise();
        return first.outcome() == Outcome.SILENT ? session.synchronise() : first;
    }

    private ServedCommands ask() {
        try {
            ServedCommands served = session.run(new Get());
            everAnswered = true;
            established = true;
            observe(Fact.IDENTIFY_ANSWER.is("served", "Get was answered: protocol %s".formatted(served.versionText())));
            return served;
        } catch (SectorZeroException failed) {
            session.lastFailure().map(RomFailure::kind).ifPresent(kind -> observe(switch (kind) {
                case NACK -> Fact.IDENTIFY_ANSWER.is("refused-at-once", "7F was acknowledged, and Get refused");
                case SILENCE -> Fact.IDENTIFY_ANSWER.is("silent", "7F was acknowledged, and Get not answered");
                case UNEXPECTED -> Fact.IDENTIFY_ANSWER.is("garbled", "7F was acknowledged, and the answer to Get makes no sense");
            }));
            throw failed;
        }
    }

    private void listen(boolean reset) {
        byte[] noise = new byte[MOST_NOISE_SHOWN];
        int count = link.receive(noise, Deadline.in(Duration.ZERO, time));
        observe(count == 0
                ? Fact.LINE_BEFORE_SYNC.is("quiet", "the line was quiet before the first 7F%s".formatted(
                        reset ? ", after the reset" : ""))
                : Fact.LINE_BEFORE_SYNC.is("noise", "before the first 7F this was on the line: %s".formatted(
                        Bytes.copyOf(noise, 0, count))));
    }

    private void noteSync(Synchronisation outcome, LineSettings line) {
        String evidence = "7F at %s was answered by %s".formatted(line, outcome.seen());
        observe(switch (outcome.outcome()) {
            case ACKED -> Fact.SYNC_ANSWER.is(outcome.leadingZero() ? "zero-first" : "acknowledged", evidence);
            case NACKED -> Fact.SYNC_ANSWER.is(outcome.leadingZero() ? "zero-first" : "refused", evidence);
            case SILENT -> Fact.SYNC_ANSWER.is("silent", "7F at %s was not answered".formatted(line));
            case GARBLED -> Fact.SYNC_ANSWER.is(outcome.seen().equals(Bytes.of(0x7F)) ? "echoed" : "garbled", evidence);
        });
    }

    private TargetSilent unanswered(Synchronisation outcome, LineSettings line, boolean reset) {
        return new TargetSilent(Diagnosis.of("No bootloader answers on %s", link.name())
                .because("%s", outcome.outcome() == Outcome.SILENT ? "7F at %s was not answered".formatted(line)
                        : "7F at %s was answered by %s, which is neither 79 nor 1F".formatted(line, outcome.seen()))
                .because("%s", !reset ? "this bench can neither reset the board nor switch its supply"
                        : entry.has(Capability.BOOT0) ? "the board was reset with BOOT0 high before"
                        : "the board was reset before; BOOT0 is not driven by this bench"));
    }

    private void remark(String what) {
        if (!remarks.contains(what)) {
            remarks.add(what);
        }
    }

    private void observe(Observation seen) {
        observed.put(seen.fact(), seen);
    }
}
