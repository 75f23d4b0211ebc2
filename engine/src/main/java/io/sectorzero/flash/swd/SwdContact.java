package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.bench.Bench;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Particular;
import io.sectorzero.flash.Probing;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.DebugPort;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.protocol.stlink.StLinkProbe;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The way to the core: the probe, the clock of the wire, the attach. Begins slowly and goes as fast as everything still reads
 * the same, looks at the chip once before anything of ours changes it, and knows whether NRST has proved to be wired.
 */
final class SwdContact {

    private static final Duration ACCESS = Duration.ofSeconds(1);

    /** Nearly every wiring that works at all works at the first; V3 of the cause catalogue looks at 100 kHz as well. */
    private static final int[] SLOW_KILOHERTZ = {950, 100, 15};
    // The fastest a V2 and a V3 can do; a slower one is taken where this one does not read reliably.
    private static final int FAST_KILOHERTZ = 24_000;
    private static final int SLOWEST_KILOHERTZ = 5;
    /** Ids and a part of the ROM table, which never changes, are read so many times at a clock before it is trusted. */
    private static final int PROOFS = 8;
    private static final Address ROM_TABLE = Address.of(0xE00F_F000L);
    private static final int PROOF_BYTES = 256;

    /** NRST held and rising; see BootloaderEntry for the figures. DS11139 Rev 8 Table 60. */
    private static final Duration RESET_HELD = Duration.ofMillis(10);
    private static final Duration RESET_RISES = Duration.ofMillis(200);

    /** A capacitor of 10 uF at NRST takes half a second. */
    private static final Duration RESET_ENDS = Duration.ofSeconds(1);

    /** Below this nothing of the family runs, so what the probe senses is not the chip's supply. DS11139 Rev 8 Table 16. */
    private static final double LEAST_VOLTS = 1.65;

    private final Bench bench;
    private final TimeSource time;
    private final Trace trace;
    private final Optional<ProbeSearch> search;
    private final Probing wanted;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> recoveries = new LinkedHashSet<>();
    private Optional<DebugProbe> probe = Optional.empty();
    private Optional<TargetCore> core = Optional.empty();
    private Optional<ChipState> firstSight = Optional.empty();
    private OptionalInt id = OptionalInt.empty();
    private OptionalInt kilohertz = OptionalInt.empty();
    private Optional<Boolean> resetWired = Optional.empty();
    private Connect how;
    private int fastest;

    SwdContact(Bench bench, Probing wanted) {
        this.bench = bench;
        this.time = bench.time();
        this.trace = bench.trace();
        this.wanted = wanted;
        this.how = wanted.connect();
        this.fastest = wanted.kilohertz().orElse(FAST_KILOHERTZ);
        this.search = bench.probe().isPresent() ? Optional.empty()
                : Optional.of(new ProbeSearch(bench.usb(), time, wanted.serial()));
    }

    /** Attaches, anew where it was attached before. @throws TargetSilent when no chip answers */
    TargetCore establish() {
        DebugProbe open = opened();
        boolean first = firstSight.isEmpty();
        if (how == Connect.UNDER_RESET) {
            underReset(open);
        } else {
            reachedSomehow(open);
        }
        TargetCore reached = new TargetCore(open, time);
        core = Optional.of(reached);
        if (first && firstSight.isEmpty()) {
            lookFirst(reached);
        }
        return reached;
    }

    /**
     * A program may give its debug pins away or stop their clock as soon as it runs; it does neither while it is in reset, nor
     * halted before its first instruction. F1 and F3 of the cause catalogue.
     */
    private void reachedSomehow(DebugProbe open) {
        try {
            reachedAnyhow(open);
            accelerate(open);
        } catch (TargetSilent silent) {
            if (how == Connect.HOT_PLUG) {
                throw silent;
            }
            try {
                underReset(open);
            } catch (TargetSilent inResetToo) {
                throw silent.with(Silence.whoever(silent.diagnosis().because("with NRST held low it is no different: %s",
                        inResetToo.diagnosis().what()), answers(open)));
            }
            how = Connect.UNDER_RESET;
            recoveries.add("F1/F3 the debug port answers from a reset on and not before: the program gives its debug pins away (F1) or stops "
                    + "their clock (F3); the core was halted before its first instruction");
        }
    }

    /** How many of several attempts to come to the debug port succeed, at the slowest clock; V3 of the cause catalogue. */
    private int answers(DebugProbe open) {
        int answered = 0;
        for (int i = 0; i < Silence.ATTEMPTS; i++) {
            try {
                kilohertz = open.clock(SLOW_KILOHERTZ[SLOW_KILOHERTZ.length - 1], patience());
                open.attach(Attach.NORMAL, patience());
                open.readDap(DebugPort.DPIDR, patience());
                answered++;
            } catch (TargetSilent | TargetRefused none) {
                trace.note("swd", "attempt %d: %s", i + 1, none.getMessage());
            }
        }
        return answered;
    }

    /** As the probe is, after the chip has been reset. */
    TargetCore again() {
        DebugProbe open = opened();
        open.attach(Attach.NORMAL, patience());
        return core.orElseThrow(() -> new IllegalStateException("nobody attached before"));
    }

    /** The next contact goes by way of a reset. */
    void underResetNext() {
        how = Connect.UNDER_RESET;
    }

    /** The next contact keeps to slower clocks. False when there is none. */
    boolean slowDown() {
        int now = kilohertz.orElse(fastest);
        if (now <= SLOWEST_KILOHERTZ) {
            return false;
        }
        fastest = now / 2;
        return true;
    }

    /** The probe is opened anew at the next contact. */
    void close() {
        probe.ifPresent(DebugProbe::close);
        probe = Optional.empty();
        core = Optional.empty();
    }

    Connect how() {
        return how;
    }

    Optional<TargetCore> core() {
        return core;
    }

    Optional<DebugProbe> probe() {
        return probe;
    }

    Optional<ChipState> firstSight() {
        return firstSight;
    }

    /** DPIDR as read. */
    OptionalInt id() {
        return id;
    }

    OptionalInt kilohertz() {
        return kilohertz;
    }

    /** Empty while nobody has pulled NRST in this session. */
    Optional<Boolean> resetWired() {
        return resetWired;
    }

    /** What is known of the way and of the chip's state, for people. */
    List<Particular> particulars() {
        var all = new ArrayList<Particular>();
        probe.ifPresent(open -> all.add(new Particular("probe", open.describe())));
        kilohertz.ifPresent(clock -> all.add(new Particular("clock", clock + " kHz")));
        sensedVolts().ifPresent(volts -> all.add(new Particular("supply", "%.2f V at the probe".formatted(volts))));
        id.ifPresent(read -> all.add(new Particular("debug port", "DPIDR %08X".formatted(read))));
        firstSight.ifPresent(state -> {
            all.add(new Particular("core", state.core()));
            all.add(new Particular("last reset", state.resetCauses()));
        });
        resetWired.ifPresent(wired -> all.add(new Particular("NRST", wired ? "wired: the core saw it" : "not wired to the probe")));
        return all;
    }

    List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(String what) {
        warnings.add(what);
    }

    /** What the probe's sense input shows, believable or not. */
    OptionalDouble sensedVolts() {
        return probe.map(open -> open.senseVolts(patience())).orElse(OptionalDouble.empty());
    }

    /** VDD, where what the probe senses can be VDD. E1 and E2 of the cause catalogue. */
    OptionalDouble volts() {
        OptionalDouble sensed = sensedVolts();
        if (sensed.isPresent() && sensed.getAsDouble() < LEAST_VOLTS) {
            boolean nothing = sensed.getAsDouble() < 0.5;
            warn("%s the probe senses %.2f V while the chip answers: %s; what was stated as the supply is used instead".formatted(
                    nothing ? "E1" : "E2", sensed.getAsDouble(), nothing ? "its sense pin is not connected" : "its sense pin floats or is fed backwards"));
            return OptionalDouble.empty();
        }
        return sensed;
    }

    private DebugProbe opened() {
        if (probe.isEmpty()) {
            probe = Optional.of(search.isPresent() ? search.get().open() : bench.probe().orElseThrow());
            core = Optional.empty();
            doubt(probe.get());
        }
        return probe.get();
    }

    private void doubt(DebugProbe open) {
        if (open instanceof StLinkProbe link && link.firmware().isDoubtful()) {
            warn("H4 firmware %s of the probe is known to mishandle changes of protocol; update it".formatted(link.firmware()));
        }
        if (!open.widths().contains(Width.HALF_WORD)) {
            warn("H4 the probe %s cannot write half-words; at a supply below 2.7 V it writes byte by byte".formatted(open.describe()));
        }
    }

    /** At the first clock of several at which ids can be read and read the same. */
    private void reachedAnyhow(DebugProbe open) {
        TargetSilent last = null;
        for (int slow : SLOW_KILOHERTZ) {
            try {
                attachedSlowly(open, Attach.NORMAL, slow);
                if (proves(open)) {
                    return;
                }
                last = unreliable(open);
            } catch (TargetSilent silent) {
                last = silent;
            }
        }
        throw last;
    }

    private void attachedSlowly(DebugProbe open, Attach way, int slow) {
        kilohertz = open.clock(Math.min(slow, fastest), patience());
        try {
            open.attach(way, patience());
        } catch (TargetSilent silent) {
            throw silent.with(explained(silent.diagnosis()));
        }
    }

    /** Whether ids read the same every time, over the debug port and over the bus. */
    private boolean proves(DebugProbe open) {
        try {
            int first = open.readDap(DebugPort.DPIDR, patience());
            var bus = new TargetCore(open, time);
            int cpu = bus.read32(CoreDebug.CPUID);
            Bytes table = bus.read(ROM_TABLE, PROOF_BYTES);
            for (int i = 1; i < PROOFS; i++) {
                if (open.readDap(DebugPort.DPIDR, patience()) != first || bus.read32(CoreDebug.CPUID) != cpu
                        || !bus.read(ROM_TABLE, PROOF_BYTES).equals(table)) {
                    return false;
                }
            }
            if (first == 0 || first == -1 || id.isPresent() && id.getAsInt() != first) {
                return false;
            }
            id = OptionalInt.of(first);
            return true;
        } catch (TargetSilent | TargetRefused damaged) {
            trace.note("swd", "at %d kHz: %s", kilohertz.orElse(0), damaged.getMessage());
            return false;
        }
    }

    /** From the fastest wanted downward, until one reads reliably. E11 of the cause catalogue. */
    private void accelerate(DebugProbe open) {
        int slow = kilohertz.orElse(0);
        int next = fastest;
        while (kilohertz.isPresent() && next > slow) {
            kilohertz = open.clock(next, patience());
            if (kilohertz.orElse(0) <= slow || proves(open)) {
                break;
            }
            next = kilohertz.getAsInt() - 1;
            attachedSlowly(open, Attach.NORMAL, slow);
        }
        if (next < fastest) {
            warn("E11 the wiring does not carry a faster debug clock reliably; %d kHz is used".formatted(kilohertz.orElse(0)));
        }
        trace.state("swd", "DPIDR %08X at %d kHz through %s", id.orElse(0), kilohertz.orElse(0), open.describe());
    }

    /**
     * With NRST low the core is told to halt at its first instruction, then NRST is let go. That the core saw a reset proves
     * that the line is wired; V4 of the cause catalogue.
     */
    private void underReset(DebugProbe open) {
        var reached = new TargetCore(open, time);
        boolean seen;
        try {
            attachedSlowly(open, Attach.UNDER_RESET, SLOW_KILOHERTZ[0]);
            time.pass(RESET_HELD);
            reached.catchReset();
            // The first look clears what an earlier reset left; while NRST is low it is set again.
            reached.status();
            seen = (reached.status() & CoreDebug.S_RESET_ST) != 0;
        } catch (SectorZeroException failed) {
            letGo(open);
            throw failed;
        }
        open.reset(false, patience());
        boolean halted = reached.awaitCaughtReset(RESET_RISES);
        resetWired = Optional.of(seen);
        if (!seen) {
            warn("E10 NRST was pulled low and the core saw no reset: the line is not wired to the probe");
        }
        if (!halted) {
            throw new TargetSilent(Diagnosis.of("The core does not halt when NRST is let go")
                    .because("NRST was let go %d ms ago", RESET_RISES.toMillis())
                    .because("the core %s", seen ? "saw a reset" : "saw no reset")
                    .suspect(CauseCatalogue.load().suspect(seen ? "E9" : "E10", POSSIBLE)));
        }
        if (!proves(open)) {
            throw unreliable(open);
        }
        accelerate(open);
    }

    private void lookFirst(TargetCore reached) {
        ChipState state = ChipState.look(reached);
        if (state.isUnread() && isHeldInReset(reached)) {
            throw new TargetSilent(Silence.inReset(Diagnosis.of("The chip is held in reset")
                    .because("S_RESET_ST is set at each look for %d ms, and no memory can be read", RESET_ENDS.toMillis()), sensedVolts()));
        }
        if (state.isUnread() && !state.wasAsleep()) {
            // NRST may have been rising still.
            state = state.with(ChipState.look(reached));
        }
        firstSight = Optional.of(state);
        trace.state("swd", "at first sight the core is %s; resets: %s; FLASH_SR %s, FLASH_OPTCR %s", state.core(), state.resetCauses(),
                hex(state.flashStatus()), hex(state.options()));
    }

    /** NRST after something went wrong, which is what has to be told. */
    private void letGo(DebugProbe open) {
        try {
            open.reset(false, patience());
        } catch (SectorZeroException gone) {
            trace.note("swd", "NRST could not be let go: %s", gone.getMessage());
        }
    }

    /** Whether the reset goes on that the core's status tells of; what it tells is forgotten with each look. */
    private boolean isHeldInReset(TargetCore reached) {
        var deadline = Deadline.in(RESET_ENDS, time);
        while ((reached.status() & CoreDebug.S_RESET_ST) != 0) {
            if (deadline.passed()) {
                return true;
            }
            time.pass(RESET_HELD);
        }
        return false;
    }

    /** Whether the probe is on the bus, though it may not answer. */
    boolean probeIsPresent() {
        return search.map(ProbeSearch::isPresent).orElse(true);
    }

    /** RCC_CSR now, attached anew where that is needed. Empty where nobody answers. */
    OptionalInt resetCauses() {
        try {
            return OptionalInt.of(core.orElseThrow().read32(ChipState.RCC_CSR));
        } catch (TargetSilent | TargetRefused | NoSuchElementException cutOff) {
            return resetCausesAttachedAnew();
        }
    }

    private OptionalInt resetCausesAttachedAnew() {
        try {
            DebugProbe open = opened();
            attachedSlowly(open, Attach.NORMAL, SLOW_KILOHERTZ[0]);
            return OptionalInt.of(new TargetCore(open, time).read32(ChipState.RCC_CSR));
        } catch (TargetSilent | TargetRefused away) {
            return OptionalInt.empty();
        }
    }

    /** The registers of a chip that could not be read when it was met can be read now. */
    void lookAgain(TargetCore reached) {
        firstSight = firstSight.map(state -> state.with(ChipState.look(reached)));
    }

    private TargetSilent unreliable(DebugProbe open) {
        return new TargetSilent(explained(Diagnosis.of("The debug port does not read reliably")
                .because("ids read %d times at %d kHz differ, or cannot be read", PROOFS, kilohertz.orElse(0))
                .because("probe: %s", open.describe())));
    }

    /** What the supply says about nobody answering. */
    private Diagnosis explained(Diagnosis silent) {
        try {
            OptionalDouble sensed = sensedVolts();
            Diagnosis fuller = sensed.isEmpty() ? silent : silent.because("the probe senses %.2f V on the target's supply", sensed.getAsDouble());
            return sensed.isPresent() && sensed.getAsDouble() >= LEAST_VOLTS
                    ? fuller.suspect(CauseCatalogue.load().suspect("E12", LIKELY)) : fuller.suspect(CauseCatalogue.load().suspect("E12", POSSIBLE));
        } catch (SectorZeroException probeToo) {
            return silent;
        }
    }

    private Deadline patience() {
        return Deadline.in(ACCESS, time);
    }

    private static String hex(OptionalInt value) {
        return value.isPresent() ? "%08X".formatted(value.getAsInt()) : "unreadable";
    }
}
