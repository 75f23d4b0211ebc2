package io.sectorzero.flash.swd;

import io.sectorzero.flash.Connect;
import io.sectorzero.memory.Address;
import io.sectorzero.protocol.adi.CoreRegister;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One attached core, from coming to it until leaving it: what writes its flash, and whether it is quiet. */
final class SwdSession {

    // The two places of a vector table that a start needs. DDI 0403 Rev E §B1.5.3.
    private static final int RESET_VECTOR = 4;
    private static final Address VTOR = Address.of(0xE000_ED08L);

    /** A core halts within an instruction; this leaves room for the probe and for a stalled access. */
    private static final Duration HALTS_WITHIN = Duration.ofMillis(50);

    private final TargetCore core;
    private final FlashInterface flash;
    private final QuietChip quiet;
    private BlockWriter writer;
    private boolean touched;

    SwdSession(TargetCore core, QuietChip quiet, Trace trace) {
        this.core = core;
        this.flash = new FlashInterface(core, trace);
        this.quiet = quiet;
        this.writer = new HostWriter(flash);
    }

    TargetCore core() {
        return core;
    }

    FlashInterface flash() {
        return flash;
    }

    QuietChip quiet() {
        return quiet;
    }

    BlockWriter writer() {
        return writer;
    }

    void writeBy(BlockWriter another) {
        writer.finish();
        writer = another;
    }

    void writeByHost() {
        writeBy(new HostWriter(flash));
    }

    boolean cameToGrief() {
        return writer instanceof LoaderWriter loader && loader.cameToGrief();
    }

    /** What was found when the chip was made quiet: things to know, and things that would have spoilt the work. */
    record Found(List<String> told, List<String> overcome) {

        private static final Found NOTHING = new Found(List.of(), List.of());
    }

    /** The core halts and everything that could disturb the work stands still; once. */
    Found prepare(Connect how, Optional<ChipState> atFirstSight) {
        touched = true;
        if (quiet.isQuiet()) {
            return Found.NOTHING;
        }
        var overcome = new ArrayList<String>();
        long told = core.time().nanos();
        quiet.halt();
        Duration late = Duration.ofNanos(core.time().nanos() - told);
        if (late.compareTo(HALTS_WITHIN) > 0) {
            overcome.add("F10 the core went on for %d ms after it was told to halt; it was waited for".formatted(late.toMillis()));
        }
        flash.awaitRest();
        if (how == Connect.HOT_PLUG) {
            quiet.byHand();
        } else {
            atFirstSight.ifPresent(first -> overcome.addAll(Interference.seen(first, core, quiet.streams())));
            quiet.byReset();
        }
        // From here on the flags tell of resets that came in the middle of the work.
        core.write32(ChipState.RCC_CSR, core.read32(ChipState.RCC_CSR) | ChipState.RMVF);
        return new Found(quiet.found(), overcome);
    }

    boolean isTouched() {
        return touched;
    }

    /** Lets the program run from its reset for a while, and looks. The clocks stay on, so that it may sleep; it is left running. */
    <A> A afterRunning(Duration lasting, Supplier<A> look) {
        writer.finish();
        quiet.restoreDebug();
        quiet.keepClocks();
        core.resetRun();
        touched = false;
        core.time().pass(lasting);
        flash.awaitRest();
        return look.get();
    }

    /** From the reset of the chip, as it starts in the field. */
    void startFromReset() {
        writer.finish();
        quiet.restoreDebug();
        core.resetRun();
        core.release();
        touched = false;
    }

    /** What has its vector table somewhere else. */
    void start(Address at) {
        writer.finish();
        core.resetHalt();
        int stack = core.read32(at);
        int entry = core.read32(at.plus(RESET_VECTOR));
        quiet.restoreDebug();
        core.write32(VTOR, at.raw());
        core.register(CoreRegister.SP, stack);
        core.register(CoreRegister.PC, entry & ~1);
        core.register(CoreRegister.XPSR, CoreRegister.THUMB);
        core.resume();
        core.release();
        touched = false;
    }

    /**
     * As it was found: a core that was halted is halted, any other runs; by way of a reset where something was changed and
     * resets are allowed.
     *
     * @param doubtful nobody knows what core and flash do
     */
    void leave(Connect how, boolean wasHalted, boolean doubtful) {
        if (!doubtful) {
            writer.finish();
        }
        if (touched) {
            restore(how, wasHalted);
        } else {
            quiet.restoreDebug();
        }
        if (!wasHalted) {
            core.release();
        }
    }

    private void restore(Connect how, boolean wasHalted) {
        flash.lock();
        if (how == Connect.HOT_PLUG) {
            quiet.restoreSystem();
        }
        quiet.restoreDebug();
        if (how == Connect.HOT_PLUG) {
            return;
        }
        if (wasHalted) {
            core.resetHalt();
        } else {
            core.resetRun();
        }
    }
}
