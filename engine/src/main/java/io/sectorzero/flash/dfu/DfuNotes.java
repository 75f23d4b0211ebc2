package io.sectorzero.flash.dfu;

import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.protocol.dfu.DfuFailure;
import io.sectorzero.protocol.dfu.DfuFailure.Kind;
import io.sectorzero.protocol.dfu.DfuSession;
import io.sectorzero.protocol.dfu.DfuStatus;
import io.sectorzero.protocol.dfu.PollTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the first failure since the last contact showed. Later ones are an examination's own and say nothing new. */
final class DfuNotes {

    private final DfuContact contact;
    private final Map<Fact, Observation> seen = new EnumMap<>(Fact.class);
    private boolean lost;

    DfuNotes(DfuContact contact) {
        this.contact = contact;
    }

    void forget() {
        seen.clear();
        lost = false;
    }

    /** Whether the device left the bus since it was opened last. */
    boolean linkIsLost() {
        return lost;
    }

    <A> A during(String work, DfuSession session, Supplier<A> task) {
        lost = false;
        try {
            return task.get();
        } catch (LinkLost gone) {
            lost = true;
            if (seen.isEmpty()) {
                noteLost(work);
            }
            throw gone;
        } catch (SectorZeroException failed) {
            if (seen.isEmpty()) {
                session.lastFailure().ifPresent(failure -> note(work, session, failure));
            }
            throw failed;
        }
    }

    List<Observation> observed() {
        var all = new EnumMap<Fact, Observation>(Fact.class);
        contact.observed().forEach(observation -> all.put(observation.fact(), observation));
        all.putAll(seen);
        return List.copyOf(all.values());
    }

    /** Looked for at once: a device that is back within the time one needs was reset, and one that is not was taken away. */
    private void noteLost(String work) {
        add(Fact.SILENCE_DURING.is(silence(work), "the device left the bus during work of the kind: %s".formatted(work)));
        add(Fact.PORT_STATE.is("open", "the host's side of USB is well"));
        add(contact.returns() ? Fact.DFU_RETURN.is("came-back", "the device came back by itself, with the same serial number")
                : Fact.DFU_RETURN.is("stayed-away", "the device did not come back within %d ms".formatted(DfuContact.ENUMERATES.toMillis())));
    }

    private void note(String work, DfuSession session, DfuFailure failure) {
        String evidence = "%s failed at its %s%s".formatted(failure.command(), failure.stage(),
                failure.status().map(status -> " with " + status).orElse(""));
        if (failure.kind() == Kind.REFUSED) {
            add(Fact.DFU_REFUSED.is(refusal(work, failure), evidence));
            failure.status().ifPresent(status -> add(Fact.DFU_STATUS.is(named(status), evidence)));
        } else if (failure.kind() == Kind.SILENCE) {
            add(Fact.SILENCE_DURING.is(silence(work), evidence));
            if (session.pollTimes().contains(PollTime.TOO_SHORT)) {
                add(Fact.DFU_POLL_TIME.is("too-short", "it was busy for longer than it had announced"));
            }
        }
    }

    private void add(Observation observation) {
        seen.put(observation.fact(), observation);
    }

    private static String refusal(String work, DfuFailure failure) {
        return failure.command().equals("Set Address Pointer") ? "address"
                : Optional.of(work).filter(Fact.DFU_REFUSED.findings()::contains).orElse("read");
    }

    private static String silence(String work) {
        return switch (work) {
            case "erase", "options" -> work;
            case "unprotect" -> "options";
            case "write" -> "program";
            case "read" -> "read";
            case "leave" -> "go";
            default -> "command";
        };
    }

    private static String named(DfuStatus status) {
        return switch (status) {
            case OK -> "none";
            case TARGET, ADDRESS -> "target";
            case VENDOR -> "vendor";
            case STALLED_PACKET -> "stalled";
            case WRITE, ERASE, CHECK_ERASED, PROG, VERIFY -> "memory";
            default -> "other";
        };
    }
}
