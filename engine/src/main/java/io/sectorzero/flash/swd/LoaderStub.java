package io.sectorzero.flash.swd;

import io.sectorzero.device.Parallelism;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.flash.swd.LoaderRequest.What;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.CoreRegister;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Our own loader, at work in the chip's RAM. While it programs what lies in one slot the next blocks travel into the others, so
 * {@link #program} returns as soon as its block has arrived; what became of it the next calls tell, {@link #settle} at the
 * latest. The core must be halted, and the flash unlocked, when the loader is started. What RAM held is lost.
 */
final class LoaderStub {

    /** A request may take this much longer than the work: nobody knows the chip's clock exactly, nor the probe's delays. */
    private static final Duration GRACE = Duration.ofMillis(500);

    // Five cycles for a word that is summed up, ten for one that is looked at; 16 MHz after reset, 1 MHz at the least.
    private static final Duration READING_WORD = Duration.ofNanos(300);
    private static final int SLOWEST_READING = 40;

    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);
    /** Whether the core still runs is asked this rarely: it hardly ever does not, and asking costs as much as looking. */
    private static final int LOOKS_TO_A_QUESTION = 16;

    /** DEMCR: every fault halts instead of being taken, whatever firmware had enabled. DDI 0403 Rev E §C1.6.5. */
    private static final int CATCH_FAULTS = 0x7F0;

    private static final int WORD = 4;
    private static final int ONES = 0xFF;

    private final TargetCore core;
    private final TimeSource time;
    private final LoaderLayout layout;
    private final int turns;
    private final LoaderTrouble trouble;
    private final ArrayDeque<UnderWay> underWay = new ArrayDeque<>();
    /** Of the requests that were given up: nobody waits for them any more. */
    private long givenUp;
    private int next = 1;
    private int monitor;
    private boolean running;
    private boolean grief;

    /** A request the loader has, and when it should be done with it. */
    private record UnderWay(LoaderRequest request, long dueNanos, Duration patience) {
    }

    /** @param turns so many times four cycles it leaves the flash alone after each store */
    LoaderStub(TargetCore core, LoaderLayout layout, int turns) {
        this.core = core;
        this.turns = turns;
        this.time = core.time();
        this.layout = layout;
        this.trouble = new LoaderTrouble(core, layout);
    }

    /** Whether it neither finished nor failed at something. */
    boolean cameToGrief() {
        return grief;
    }

    boolean isRunning() {
        return running;
    }

    /** Bytes that were handed over and are not known to be in the flash; those of a failure until {@link #writeOff}. */
    long unsettled() {
        return givenUp + underWay.stream().mapToLong(one -> one.request().data().length()).sum();
    }

    /** Whoever asked what was lost knows it by now. */
    void writeOff() {
        givenUp = 0;
    }

    /**
     * Writes the loader into RAM, reads it back and lets the core run it, without interrupts and with every fault caught.
     *
     * @throws TargetRefused when the RAM does not hold what was written
     */
    void start() {
        Bytes program = LoaderProgram.waitingFor(next, layout, turns);
        core.write(layout.base(), program);
        Bytes held = core.read(layout.base(), program.length());
        if (!held.equals(program)) {
            throw trouble.badRam(program, held);
        }
        forgetOldRequests();
        underWay.clear();
        writeOff();
        monitor = core.read32(CoreDebug.DEMCR);
        core.write32(CoreDebug.DEMCR, monitor | CATCH_FAULTS);
        core.register(CoreRegister.XPSR, CoreRegister.THUMB);
        core.register(CoreRegister.PC, layout.base().raw());
        core.wasReset();
        core.resumeMasked();
        running = true;
    }

    /**
     * RAM outlives resets and sessions. A request of somebody who was cut off would be carried out, and its answer believed,
     * if they stood where the first ones of this session are waited for and bore their numbers. No request has the number 0.
     */
    private void forgetOldRequests() {
        Bytes numberAndState = Bytes.repeat(0, 2 * WORD);
        for (int slot = 0; slot < LoaderLayout.SLOTS; slot++) {
            core.write(layout.request(slot).plus(LoaderRequest.SEQUENCE), numberAndState);
        }
    }

    /**
     * Has a block programmed. Returns when it has arrived, and there is room for the next.
     *
     * @param width    how wide the flash is to work
     * @param expected how long the flash takes for it
     * @param patience how long it may take
     * @throws LoaderStopped when the flash refused a block handed over before
     */
    void program(Address to, Bytes data, Parallelism width, Duration expected, Duration patience) {
        Address from = Address.of(to.unsigned() / WORD * WORD);
        int head = (int) to.minus(from);
        int tail = -(head + data.length()) & WORD - 1;
        // Programming ones changes nothing: a new cell is the old one AND the new value. RM0090 Rev 21 §3.6.4 [S].
        Bytes words = head + tail == 0 ? data : Bytes.repeat(ONES, head).then(data).then(Bytes.repeat(ONES, tail));
        ask(LoaderRequest.program(next, from, words, width), expected, patience);
    }

    /** Waits until everything that was handed over is in the flash. @throws LoaderStopped when the flash refused some of it */
    void settle() {
        while (!underWay.isEmpty()) {
            await();
        }
    }

    /** As {@link io.sectorzero.memory.Checksums#crcOfWords} over whole words of flash. */
    int checksum(AddressRange range) {
        return answer(What.CHECKSUM, range).value();
    }

    /** The first word of a range that is not blank; empty when all are. */
    Optional<Address> firstNotBlank(AddressRange range) {
        Address stopped = answer(What.BLANK_CHECK, range).stopped();
        return stopped.unsigned() == range.end() ? Optional.empty() : Optional.of(stopped);
    }

    /** Halts the core. What the loader was still to do is not done. */
    void halt() {
        running = false;
        core.halt();
        core.write32(CoreDebug.DEMCR, monitor);
    }

    private LoaderAnswer answer(What what, AddressRange range) {
        Duration reading = READING_WORD.multipliedBy(range.length() / WORD);
        LoaderRequest request = LoaderRequest.of(next, what, range.start(), (int) range.length());
        ask(request, reading, reading.multipliedBy(SLOWEST_READING));
        settle();
        return LoaderAnswer.of(core.read(layout.answer(request.number()), LoaderAnswer.BYTES));
    }

    private void ask(LoaderRequest request, Duration expected, Duration patience) {
        if (!running) {
            throw new IllegalStateException("the loader does not run");
        }
        while (underWay.size() >= LoaderLayout.SLOTS) {
            await();
        }
        core.write(layout.request(request.number()).plus(-request.data().length()), request.bytes());
        long begins = underWay.isEmpty() ? time.nanos() : Math.max(time.nanos(), underWay.getLast().dueNanos());
        underWay.add(new UnderWay(request, begins + expected.toNanos(), patience.plus(GRACE)));
        next++;
    }

    /** Waits for the oldest request. */
    private void await() {
        UnderWay oldest = underWay.getFirst();
        LoaderRequest request = oldest.request();
        var deadline = Deadline.in(oldest.patience(), time);
        time.pass(Duration.ofNanos(Math.max(0, oldest.dueNanos() - time.nanos())));
        for (int looks = 1; !isDone(request); looks++) {
            boolean ended = deadline.passed() || looks % LOOKS_TO_A_QUESTION == 0 && core.isHalted();
            // It may have been done, and have come to its end, between the look and the question.
            if (ended && !isDone(request)) {
                throw died(request);
            }
            time.pass(BETWEEN_LOOKS);
        }
        underWay.removeFirst();
    }

    /** The failure is told once: who comes after it to read, or to put something right, finds nothing to wait for. */
    private void giveUp() {
        givenUp = unsettled();
        underWay.clear();
        halt();
    }

    private boolean isDone(LoaderRequest request) {
        int state = core.read32(layout.answer(request.number()));
        if (state == (request.number() | LoaderAnswer.FAILED)) {
            LoaderAnswer answer = LoaderAnswer.of(core.read(layout.answer(request.number()), LoaderAnswer.BYTES));
            giveUp();
            throw new LoaderStopped(request, answer);
        }
        return state == request.number();
    }

    private TargetRefused died(LoaderRequest request) {
        grief = true;
        var found = trouble.seen(request);
        giveUp();
        return new TargetRefused(found.leaves(request.what() == What.PROGRAM ? BoardState.PARTLY_WRITTEN : BoardState.UNKNOWN));
    }
}
