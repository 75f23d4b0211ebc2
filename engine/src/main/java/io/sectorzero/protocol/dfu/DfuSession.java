package io.sectorzero.protocol.dfu;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.link.UsbTransfer.Ending;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuFailure.Kind;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs commands over a DFU interface. Keeps track of where the device stands, makes a request only where its table allows
 * it, and requires that the device is then where the table says. After a refusal the error is cleared, so that the next
 * command finds the device idle; nothing is ever done twice.
 *
 * <p>How long a device wants to be left alone is honoured, but bounded by what the caller says the work may take: devices
 * are known to announce too little and too much. The board state in a failure speaks of the failed command alone.
 */
public final class DfuSession {

    /** What anything may take beyond the work itself. A sibling asks for 104 ms to set its address pointer [F]. */
    static final Duration ALLOWANCE = Duration.ofMillis(500);

    /** Asking again sooner than a frame of the bus later is of no use. */
    private static final Duration FRAME = Duration.ofMillis(1);

    private final UsbLink link;
    private final TimeSource time;
    private final DfuFunction function;
    private final Set<PollTime> polls = EnumSet.noneOf(PollTime.class);
    private Optional<DfuState> state = Optional.empty();
    private Optional<DfuFailure> lastFailure = Optional.empty();
    private boolean dropped;

    public DfuSession(UsbLink link, TimeSource time, DfuFunction function) {
        this.link = link;
        this.time = time;
        this.function = function;
    }

    public DfuFunction function() {
        return function;
    }

    /**
     * Brings the device to where commands are taken, whatever was left unfinished, without setting anything of it going:
     * an unfinished transfer is aborted, an error cleared, work under way is waited for.
     *
     * @param patience how long work that an earlier host began may still take
     * @return where it was found
     * @throws TargetRefused when it is in a state that only a reset ends
     */
    public DfuState settle(Duration patience) {
        return told(DfuTale.contact(), tale -> settled(tale, patience));
    }

    /** Chooses one of the memories. @throws TargetRefused when the device has no such alternate setting */
    public void select(int alternate) {
        told(DfuTale.contact(), tale -> {
            idle(tale);
            if (!link.selectAlternate(function.interfaceNumber(), alternate)) {
                state = Optional.empty();
                tale.tell("alternate setting %d of interface %d was refused", alternate, function.interfaceNumber());
                throw tale.senseless("its descriptors list the alternate settings %s".formatted(function.memories().keySet()));
            }
            return Nothing.NOTHING;
        });
    }

    /**
     * Runs one command. A command after which the device {@linkplain DfuCommand.Acting#departs() departs} is done when
     * the device is gone; the session is of no use then.
     *
     * @throws TargetRefused the device refused, or answered something that does not belong there
     * @throws TargetSilent no answer, or no end
     * @throws LinkLost      the device left the bus, and the command is not one that has it do so
     */
    public <A> A run(DfuCommand<A> command) {
        return told(new DfuTale(command), tale -> {
            if (command instanceof DfuCommand.Reading<A> reading) {
                return read(reading, tale);
            }
            act((DfuCommand.Acting) command, tale);
            @SuppressWarnings("unchecked") // An acting command answers Nothing: its type says so.
            A nothing = (A) Nothing.NOTHING;
            return nothing;
        });
    }

    /** How the last command failed; empty when it succeeded, or when the device left the bus. */
    public Optional<DfuFailure> lastFailure() {
        return lastFailure;
    }

    /** Whether the device went before it had answered the last command, one after which it departs. */
    public boolean droppedLast() {
        return dropped;
    }

    /** What was seen of the times the device announced. */
    public Set<PollTime> pollTimes() {
        return polls.isEmpty() ? Set.of() : Set.copyOf(polls);
    }

    private <A> A read(DfuCommand.Reading<A> command, DfuTale tale) {
        if (state.isEmpty() || DfuRequest.UPLOAD.leadsTo(state.get()).isEmpty()) {
            idle(tale);
        }
        int wanted = fitting(command.length());
        Bytes data = exchange(tale, DfuRequest.UPLOAD, command.block(), Bytes.NONE, wanted);
        tale.tell("%s of block %d brought %d of %d bytes", DfuRequest.UPLOAD, command.block(), data.length(), wanted);
        if (data.length() < wanted) {
            arrives(tale, DfuRequest.UPLOAD, ask(tale));
        } else {
            arrives(tale, DfuRequest.UPLOAD, DfuState.UPLOAD_IDLE);
        }
        if (data.length() < command.least()) {
            throw tale.senseless("%d bytes are missing".formatted(command.least() - data.length()));
        }
        return command.answer(data);
    }

    private void act(DfuCommand.Acting command, DfuTale tale) {
        if (state.isEmpty() || DfuRequest.DNLOAD.leadsTo(state.get()).isEmpty()) {
            idle(tale);
        }
        Bytes payload = command.payload();
        fitting(payload.length());
        exchange(tale, DfuRequest.DNLOAD, command.block(), payload, payload.length());
        tale.tell("%s of block %d with %s was taken", DfuRequest.DNLOAD, command.block(),
                payload.isEmpty() ? "no data" : payload);
        arrives(tale, DfuRequest.DNLOAD, payload.isEmpty() ? DfuState.MANIFEST_SYNC : DfuState.DNLOAD_SYNC);
        tale.reaches(DfuTale.START);
        dropped = false;
        try {
            complete(command, tale);
        } catch (LinkLost | TargetSilent | TargetRefused gone) {
            if (!isDeparture(command, tale)) {
                throw gone;
            }
            dropped = true;
            state = Optional.empty();
        }
    }

    /** A device that is gone; and one that is asked to leave need not answer at all. D10 of the cause catalogue. */
    private static boolean isDeparture(DfuCommand.Acting command, DfuTale tale) {
        Optional<Kind> answered = tale.failure().map(DfuFailure::kind);
        return command.departs() && (answered.isEmpty() || command instanceof Leave && !answered.get().equals(Kind.REFUSED));
    }

    // A device is known to answer what is longer than it said with STALL. D8 of the cause catalogue.
    private int fitting(int length) {
        if (length > function.transferSize()) {
            throw new IllegalStateException("%d bytes for a device that takes %d".formatted(length, function.transferSize()));
        }
        return length;
    }

    /** The first request for the status sets the work going, later ones ask whether it is done. */
    private void complete(DfuCommand.Acting command, DfuTale tale) {
        long begun = time.nanos();
        Deadline bound = Deadline.in(command.work().plus(ALLOWANCE), time);
        DfuReport report = status(tale, bound);
        while (report.state() == DfuState.DNBUSY) {
            if (bound.passed()) {
                state = Optional.empty();
                polls.add(PollTime.TOO_SHORT);
                throw tale.busy(since(begun));
            }
            tale.reaches(DfuTale.COMPLETION);
            leaveAlone(report.poll(), bound);
            DfuReport next = status(tale, bound);
            note(report, next);
            report = next;
        }
        tale.tell("%s then said %s", DfuRequest.GETSTATUS, report);
    }

    private void leaveAlone(Duration announced, Deadline bound) {
        if (announced.compareTo(bound.remaining()) > 0) {
            polls.add(PollTime.TOO_LONG);
        }
        Duration wait = announced.compareTo(bound.remaining()) > 0 ? bound.remaining() : announced;
        if (!wait.isZero()) {
            time.pass(wait);
        }
    }

    private void note(DfuReport before, DfuReport after) {
        if (after.state() != DfuState.DNBUSY) {
            polls.add(PollTime.KEPT);
        } else {
            polls.add(PollTime.TOO_SHORT);
            if (before.poll().isZero() && after.poll().isZero()) {
                time.pass(FRAME);
            }
        }
    }

    /** The status, within what is left and a reply; an error in it ends the command and is cleared. */
    private DfuReport status(DfuTale tale, Deadline bound) {
        Duration patience = bound.remaining().plus(DfuDescriptors.REPLY);
        DfuReport report = report(tale, patience);
        if (report.isError()) {
            throw refused(tale, report);
        }
        arrives(tale, DfuRequest.GETSTATUS, report.state());
        return report;
    }

    private TargetRefused refused(DfuTale tale, DfuReport report) {
        TargetRefused refusal = tale.refused(report);
        state = Optional.of(DfuState.ERROR);
        try {
            transfer(tale, DfuRequest.CLRSTATUS, 0, Bytes.NONE, 0, DfuDescriptors.REPLY);
            state = Optional.of(DfuState.IDLE);
        } catch (LinkLost | TargetSilent worse) {
            // What was refused says more than that the device then fell silent; the next command will meet that.
            state = Optional.empty();
        }
        return refusal;
    }

    private DfuReport report(DfuTale tale, Duration patience) {
        Optional<DfuState> before = state;
        state = Optional.empty();
        UsbTransfer transfer = transfer(tale, DfuRequest.GETSTATUS, 0, Bytes.NONE, DfuReport.LENGTH, patience);
        DfuReport report = DfuReport.of(transfer.data()).orElseThrow(() -> tale.senseless(transfer.ending() == Ending.STALLED
                ? "it answered %s with STALL".formatted(DfuRequest.GETSTATUS)
                : "it answered %s with %s, which is no status".formatted(DfuRequest.GETSTATUS,
                        transfer.data().isEmpty() ? "nothing" : transfer.data())));
        state = before;
        return report;
    }

    /** Where it stands, without setting anything going. */
    private DfuState ask(DfuTale tale) {
        UsbTransfer transfer = transfer(tale, DfuRequest.GETSTATE, 0, Bytes.NONE, 1, DfuDescriptors.REPLY);
        Bytes answer = transfer.data();
        return answer.length() == 1 && DfuState.of(answer.at(0)).isPresent() ? DfuState.of(answer.at(0)).get()
                : unknown(tale, transfer);
    }

    private DfuState unknown(DfuTale tale, UsbTransfer transfer) {
        state = Optional.empty();
        throw tale.senseless("it answered %s with %s".formatted(DfuRequest.GETSTATE, transfer.ending() == Ending.STALLED ? "STALL"
                : transfer.data().isEmpty() ? "nothing" : transfer.data()));
    }

    private void idle(DfuTale tale) {
        if (state.isEmpty()) {
            settled(tale, ALLOWANCE);
        }
        if (state.get() != DfuState.IDLE) {
            exchange(tale, DfuRequest.ABORT, 0, Bytes.NONE, 0);
            arrives(tale, DfuRequest.ABORT, DfuState.IDLE);
        }
    }

    private DfuState settled(DfuTale tale, Duration patience) {
        state = Optional.empty();
        DfuState found = ask(tale);
        state = Optional.of(found);
        if (found == DfuState.DNBUSY) {
            awaitEnd(tale, patience);
        }
        if (state.get() == DfuState.ERROR) {
            exchange(tale, DfuRequest.CLRSTATUS, 0, Bytes.NONE, 0);
            arrives(tale, DfuRequest.CLRSTATUS, DfuState.IDLE);
        }
        if (DfuRequest.ABORT.leadsTo(state.get()).isEmpty()) {
            DfuState stuck = state.get();
            state = Optional.empty();
            throw tale.senseless("it is in %s, which only a reset ends".formatted(stuck));
        }
        if (state.get() != DfuState.IDLE) {
            exchange(tale, DfuRequest.ABORT, 0, Bytes.NONE, 0);
            arrives(tale, DfuRequest.ABORT, DfuState.IDLE);
        }
        return found;
    }

    private void awaitEnd(DfuTale tale, Duration patience) {
        long begun = time.nanos();
        Deadline bound = Deadline.in(patience.plus(ALLOWANCE), time);
        DfuReport report = report(tale, bound.remaining().plus(DfuDescriptors.REPLY));
        while (report.state() == DfuState.DNBUSY) {
            if (bound.passed()) {
                state = Optional.empty();
                throw tale.busy(since(begun));
            }
            leaveAlone(report.poll().compareTo(FRAME) < 0 ? FRAME : report.poll(), bound);
            report = report(tale, bound.remaining().plus(DfuDescriptors.REPLY));
        }
        state = Optional.of(report.state());
    }

    /** A request that the device takes, or says why not. */
    private Bytes exchange(DfuTale tale, DfuRequest request, int value, Bytes out, int length) {
        DfuState from = state.orElseThrow(() -> new IllegalStateException(request + " while nobody knows where the device stands"));
        if (request.leadsTo(from).isEmpty()) {
            throw new IllegalStateException(request + " is not made in " + from);
        }
        state = Optional.empty();
        UsbTransfer transfer = transfer(tale, request, value, out, length, DfuDescriptors.REPLY);
        if (transfer.ending() == Ending.STALLED) {
            tale.tell("%s of block %d in %s was answered with STALL", request, value, from);
            DfuReport report = report(tale, DfuDescriptors.REPLY);
            if (report.isError()) {
                throw refused(tale, report);
            }
            state = Optional.of(report.state());
            throw tale.senseless("it then says %s, as if nothing had been refused".formatted(report));
        }
        state = Optional.of(from);
        return transfer.data();
    }

    private void arrives(DfuTale tale, DfuRequest request, DfuState at) {
        DfuState from = state.orElseThrow(() -> new IllegalStateException(request + " from nowhere"));
        if (!request.leadsTo(from).contains(at)) {
            state = Optional.empty();
            throw tale.senseless("after %s in %s it is in %s".formatted(request, from, at));
        }
        state = Optional.of(at);
    }

    private UsbTransfer transfer(DfuTale tale, DfuRequest request, int value, Bytes out, int length, Duration patience) {
        UsbTransfer transfer = link.control(request.packet(value, function.interfaceNumber(), length), out, Deadline.in(patience, time));
        if (transfer.ending() == Ending.TIMED_OUT) {
            state = Optional.empty();
            throw tale.silent(request, patience);
        }
        return transfer;
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }

    private <A> A told(DfuTale tale, Function<DfuTale, A> work) {
        lastFailure = Optional.empty();
        try {
            return work.apply(tale);
        } catch (LinkLost lost) {
            state = Optional.empty();
            throw tale.lost(lost);
        } catch (SectorZeroException failed) {
            lastFailure = tale.failure();
            throw failed;
        }
    }
}
