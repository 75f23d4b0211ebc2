package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;
import static io.sectorzero.flash.swd.FlashRegister.ALL_FLAGS;
import static io.sectorzero.flash.swd.FlashRegister.BSY;
import static io.sectorzero.flash.swd.FlashRegister.CR;
import static io.sectorzero.flash.swd.FlashRegister.EOPIE;
import static io.sectorzero.flash.swd.FlashRegister.KEYR;
import static io.sectorzero.flash.swd.FlashRegister.KEY_1;
import static io.sectorzero.flash.swd.FlashRegister.KEY_2;
import static io.sectorzero.flash.swd.FlashRegister.LOCK;
import static io.sectorzero.flash.swd.FlashRegister.MER;
import static io.sectorzero.flash.swd.FlashRegister.PG;
import static io.sectorzero.flash.swd.FlashRegister.PSIZE_SHIFT;
import static io.sectorzero.flash.swd.FlashRegister.SER;
import static io.sectorzero.flash.swd.FlashRegister.SNB_SHIFT;
import static io.sectorzero.flash.swd.FlashRegister.SR;
import static io.sectorzero.flash.swd.FlashRegister.STRT;

import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flash controller, driven register by register from here: FLASH_CR is written whole, never or-ed; error flags are cleared
 * before an operation and decoded after it; while BSY is high nothing is touched but FLASH_SR, for any other access would
 * stall the bus. RM0090 Rev 21 §3.6, §3.9 [S].
 */
final class FlashInterface {

    // Somebody else's operation: no firmware erases more than a sector at a time. DS11139 Rev 8 Table 49, doubled.
    private static final Duration OTHERS_WORK = Duration.ofSeconds(8);

    /** Between two looks at BSY: a share of the time waited already, so that looking costs neither time nor trace. */
    private static final int SHARE = 100;

    /** What a probe that gives up early costs besides the programming. */
    private static final Duration STALLED = Duration.ofSeconds(20);

    private static final Duration SOONEST = Duration.ofNanos(200_000);
    private static final Duration LATEST = Duration.ofMillis(10);

    private final TargetCore core;
    private final TimeSource time;
    private final Trace trace;
    private Optional<Operation> last = Optional.empty();
    private Optional<Operation> failed = Optional.empty();
    private int beforeProgramming;

    FlashInterface(TargetCore core, Trace trace) {
        this.core = core;
        this.time = core.time();
        this.trace = trace;
    }

    TargetCore core() {
        return core;
    }

    /** The last operation, as its registers showed it. */
    Optional<Operation> last() {
        return last;
    }

    /** The first operation that failed. */
    Optional<Operation> failed() {
        return failed;
    }

    boolean isBusy() {
        return (core.read32(SR) & BSY) != 0;
    }

    /** Waits for what firmware may have begun. @return FLASH_SR at rest */
    int awaitRest() {
        var deadline = Deadline.in(OTHERS_WORK, time);
        int status = core.read32(SR);
        while ((status & BSY) != 0) {
            if (deadline.passed()) {
                throw new TargetSilent(Diagnosis.of("The flash is busy and does not come to rest")
                        .because("BSY was set before anything was asked of it, and %d ms later still", OTHERS_WORK.toMillis())
                        .suspect(suspect("F9", POSSIBLE)));
            }
            time.pass(LATEST);
            status = core.read32(SR);
        }
        return status;
    }

    /** The keys are written once and only to a locked register: anywhere else they lock it until the next reset. */
    void unlock() {
        if ((core.read32(CR) & LOCK) == 0) {
            return;
        }
        core.write32(KEYR, KEY_1);
        core.write32(KEYR, KEY_2);
        int control = core.read32(CR);
        if ((control & LOCK) != 0) {
            throw new TargetRefused(Diagnosis.of("The flash does not unlock")
                    .because("FLASH_CR reads %08X after both keys", control).suspect(suspect("C9", CERTAIN)));
        }
    }

    /** Leaves a controller alone that is still at work. */
    void lock() {
        if ((core.read32(SR) & BSY) == 0) {
            core.write32(CR, LOCK);
        }
    }

    /** @return false when nothing says that the erase ever ran */
    boolean erase(Sector sector, Parallelism width, Duration patience) {
        int selection = SER | sector.number() << SNB_SHIFT;
        return started("erase sector %d".formatted(sector.number()), selection, width, patience, Optional.of(sector));
    }

    /** @return false when nothing says that the erase ever ran */
    boolean eraseEverything(Parallelism width, Duration patience) {
        return started("erase everything", MER, width, patience, Optional.empty());
    }

    private boolean started(String what, int selection, Parallelism width, Duration patience, Optional<Sector> sector) {
        int before = rested();
        unlock();
        int control = selection | EOPIE | width.ordinal() << PSIZE_SHIFT;
        core.write32(CR, control);
        core.write32(CR, control | STRT);
        Operation done = ended(what, before, patience, true);
        if (!done.isBusy()) {
            core.write32(CR, 0);
        }
        require(done, sector, BoardState.PARTLY_ERASED);
        return !done.isPhantom();
    }

    /** From now on units of this width may be programmed. */
    void beginProgramming(Parallelism width) {
        beforeProgramming = rested();
        unlock();
        core.write32(CR, PG | width.ordinal() << PSIZE_SHIFT);
    }

    /**
     * Units of the width that was begun with, aligned to it. Writing the same again over what was written does no harm, so a
     * stalled bus is waited for.
     */
    void program(Address to, Bytes data, Parallelism width, Duration patience) {
        String what = "program %d bytes at %s".formatted(data.length(), to);
        inPieces(to, data, access(width), Deadline.in(patience.plus(STALLED), time));
        Operation done = ended(what, beforeProgramming, patience, false);
        if (done.failed() || done.isBusy() || done.wasReset()) {
            endProgramming(done);
        }
        require(done, Optional.empty(), BoardState.PARTLY_WRITTEN);
    }

    private void endProgramming(Operation failure) {
        if (!failure.isBusy()) {
            endProgramming();
        }
    }

    void endProgramming() {
        core.write32(CR, 0);
    }

    /**
     * Each unit stalls the bus until it is programmed, and a probe repeats a stalled access only so often. Where that is too
     * seldom the pieces become smaller, down to one unit, which never finds the bus stalled.
     */
    private void inPieces(Address to, Bytes data, Width width, Deadline deadline) {
        int piece = data.length();
        for (int at = 0; at < data.length();) {
            int end = Math.min(at + piece, data.length());
            if (written(to.plus(at), data.slice(at, end), width, deadline)) {
                at = end;
            } else {
                piece = Math.max(width.bytes(), piece / 2 / width.bytes() * width.bytes());
                awaitEnd(deadline);
            }
        }
    }

    /** False when the bus was stalled for longer than the probe repeats an access. */
    private boolean written(Address to, Bytes data, Width width, Deadline deadline) {
        try {
            core.probe().writeMemory(to, data, width, deadline);
            return true;
        } catch (TargetSilent stalled) {
            if (deadline.passed() || core.lastFailure().filter(failure -> failure.kind() == DapFailure.Kind.WAIT).isEmpty()) {
                throw stalled;
            }
            return false;
        }
    }

    private static Width access(Parallelism width) {
        return switch (width) {
            case X8 -> Width.BYTE;
            case X16 -> Width.HALF_WORD;
            case X32 -> Width.WORD;
        };
    }

    /** At rest and without flags. @return the flags there were */
    private int rested() {
        int before = awaitRest();
        if ((before & ALL_FLAGS) != 0) {
            core.write32(SR, ALL_FLAGS);
            trace.state("flash", "cleared before the operation: %s", FlashFlags.explain(before));
        }
        return before;
    }

    private void awaitEnd(Deadline deadline) {
        while (!deadline.passed() && (core.read32(SR) & BSY) != 0) {
            time.pass(SOONEST);
        }
    }

    private Operation ended(String what, int before, Duration patience, boolean watched) {
        long since = time.nanos();
        var deadline = Deadline.in(patience, time);
        int status = core.read32(SR);
        boolean busySeen = (status & BSY) != 0;
        while ((status & BSY) != 0 && !deadline.passed()) {
            if (watched) {
                time.pass(pause(time.nanos() - since));
            }
            status = core.read32(SR);
        }
        // A control register read while BSY is high stalls the bus.
        int control = (status & BSY) != 0 ? 0 : core.read32(CR);
        var done = new Operation(what, before, busySeen, Duration.ofNanos(time.nanos() - since), status, control);
        trace.state("flash", "%s: %s after %d ms", what, FlashFlags.explain(status), done.busyFor().toMillis());
        last = Optional.of(done);
        if (failed.isEmpty() && (done.failed() || done.isBusy() || done.wasReset())) {
            failed = last;
        }
        return done;
    }

    private static Duration pause(long waitedNanos) {
        long share = Math.max(SOONEST.toNanos(), waitedNanos / SHARE);
        return Duration.ofNanos(Math.min(share, LATEST.toNanos()));
    }

    private void require(Operation done, Optional<Sector> sector, BoardState partly) {
        if (done.isBusy()) {
            throw new TargetSilent(Diagnosis.of("The flash does not come to an end: %s", done.what())
                    .because("BSY was still set after %d ms; %s", done.busyFor().toMillis(), FlashFlags.explain(done.status()))
                    .leaves(BoardState.UNKNOWN));
        }
        if (done.wasReset()) {
            throw new TargetSilent(Diagnosis.of("The chip was reset in the middle of the work: %s", done.what())
                    .because("FLASH_CR is locked again (%08X) %d ms after the start", done.control(), done.busyFor().toMillis())
                    .leaves(partly));
        }
        if (done.failed()) {
            core.write32(SR, ALL_FLAGS);
            throw refused(done, sector);
        }
    }

    /** What a loader on the chip saw of an operation of its own that was refused. */
    SectorZeroException refusedElsewhere(Operation done, Optional<Sector> sector, BoardState partly) {
        last = Optional.of(done);
        failed = failed.or(() -> last);
        core.write32(SR, ALL_FLAGS);
        SectorZeroException refusal = refused(done, sector);
        return refusal.with(refusal.diagnosis().leaves(partly));
    }

    private SectorZeroException refused(Operation done, Optional<Sector> sector) {
        Diagnosis diagnosis = Diagnosis.of("The flash refused: %s", done.what())
                .because("%s", FlashFlags.explain(done.status()))
                .because("before the operation it was %s, and was cleared", FlashFlags.explain(done.statusBefore()));
        for (Suspect suspect : suspects(done.status(), sector)) {
            diagnosis = diagnosis.suspect(suspect);
        }
        return new TargetRefused(diagnosis);
    }

    /** What protection says of the sector counts for more than the flag alone. */
    private List<Suspect> suspects(int status, Optional<Sector> sector) {
        int options = core.read32(FlashRegister.OPTCR);
        var found = new ArrayList<Suspect>();
        if ((status & FlashRegister.WRPERR) != 0) {
            boolean code = options < 0;
            boolean set = sector.map(where -> (options >>> 16 + where.number() & 1) == 1).orElse((options >>> 16 & 0xFFF) == 0xFFF);
            boolean open = (options >>> 8 & 0xFF) == 0xAA;
            if (code && set) {
                found.add(suspect("C4", CERTAIN));
            } else if (!code && !set) {
                found.add(suspect("C3", CERTAIN));
            } else {
                found.add(suspect(open ? "C3" : "C1", open ? POSSIBLE : LIKELY));
            }
        }
        FlashFlags.in(status).stream().filter(flag -> flag != FlashFlags.WRPERR && flag != FlashFlags.OPERR)
                .forEach(flag -> found.add(suspect(flag.cause(), LIKELY)));
        return found;
    }

    private static Suspect suspect(String cause, Confidence confidence) {
        return CauseCatalogue.load().suspect(cause, confidence);
    }
}
