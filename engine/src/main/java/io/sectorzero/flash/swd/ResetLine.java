package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/** NRST, as the probe drives it and as the core sees it: a probe cannot know whether its wire leads anywhere. */
final class ResetLine {

    /** NRST held and rising; see BootloaderEntry for the figures. DS11139 Rev 8 Table 60. */
    private static final Duration HELD = Duration.ofMillis(10);
    private static final Duration RISES = Duration.ofMillis(200);

    /** A capacitor of 10 uF at NRST takes half a second. */
    static final Duration ENDS = Duration.ofSeconds(1);

    private final TimeSource time;
    private final Trace trace;
    private Optional<Boolean> wired = Optional.empty();

    ResetLine(TimeSource time, Trace trace) {
        this.time = time;
        this.trace = trace;
    }

    /** Empty while nobody has pulled it in this session. */
    Optional<Boolean> wired() {
        return wired;
    }

    /**
     * A reset in the middle of a write of the option bytes leaves them erased, and the chip protected for good: C5 of the cause catalogue.
     * So a program that can be reached is halted, and what it has begun comes to its end. Whoever cannot be reached is reset all the same.
     */
    void letFinish(DebugProbe open, WireClock clock) {
        try {
            clock.attachSlowly(open, Attach.NORMAL);
            var reached = new TargetCore(open, time);
            reached.halt();
            new FlashInterface(reached, trace).awaitRest();
        } catch (TargetSilent | TargetRefused unreachable) {
            trace.note("swd", "the reset cannot wait for the program: %s", unreachable.getMessage());
        }
    }

    /**
     * With NRST low the core is told to halt at its first instruction, then NRST is let go. That the core saw a reset proves
     * that the line is wired; V4 of the cause catalogue.
     *
     * @throws TargetSilent when nobody answers, or the core does not halt
     */
    void haltAtFirstInstruction(DebugProbe open, WireClock clock) {
        var reached = new TargetCore(open, time);
        boolean seen;
        try {
            clock.attachSlowly(open, Attach.UNDER_RESET);
            time.pass(HELD);
            reached.catchReset();
            // The first look clears what an earlier reset left; while NRST is low it is set again.
            reached.status();
            seen = (reached.status() & CoreDebug.S_RESET_ST) != 0;
        } catch (SectorZeroException failed) {
            letGo(open);
            throw failed;
        }
        open.reset(false, TargetCore.patience(time));
        boolean halted = reached.awaitCaughtReset(RISES);
        wired = Optional.of(seen);
        if (!halted) {
            throw new TargetSilent(Diagnosis.of("The core does not halt when NRST is let go")
                    .because("NRST was let go %d ms ago", RISES.toMillis())
                    .because("the core %s", seen ? "saw a reset" : "saw no reset")
                    .suspect(CauseCatalogue.load().suspect(seen ? "E9" : "E10", POSSIBLE)));
        }
    }

    /** Whether the reset goes on that the core's status tells of; what it tells is forgotten with each look. */
    boolean holds(TargetCore reached) {
        var deadline = Deadline.in(ENDS, time);
        while ((reached.status() & CoreDebug.S_RESET_ST) != 0) {
            if (deadline.passed()) {
                return true;
            }
            time.pass(HELD);
        }
        return false;
    }

    /** After something went wrong, which is what has to be told. */
    private void letGo(DebugProbe open) {
        try {
            open.reset(false, TargetCore.patience(time));
        } catch (SectorZeroException gone) {
            trace.note("swd", "NRST could not be let go: %s", gone.getMessage());
        }
    }
}
