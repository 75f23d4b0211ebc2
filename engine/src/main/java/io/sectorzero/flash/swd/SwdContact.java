package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Particular;
import io.sectorzero.flash.Probing;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.protocol.stlink.StLinkProbe;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The way to the core: the probe, the attach, the first look at the chip before anything of ours changes it. Comes in by way
 * of a reset where a program lets nobody in otherwise.
 */
final class SwdContact {

    private final Bench bench;
    private final TimeSource time;
    private final Trace trace;
    private final Optional<ProbeSearch> search;
    private final WireClock clock;
    private final ResetLine line;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> recoveries = new LinkedHashSet<>();
    private Optional<DebugProbe> probe = Optional.empty();
    private Optional<TargetCore> core = Optional.empty();
    private Optional<ChipState> firstSight = Optional.empty();
    private Connect how;

    SwdContact(Bench bench, Probing wanted) {
        this.bench = bench;
        this.time = bench.time();
        this.trace = bench.trace();
        this.how = wanted.connect();
        this.clock = new WireClock(wanted.kilohertz(), time, trace);
        this.line = new ResetLine(time, trace);
        this.search = bench.probe().isPresent() ? Optional.empty()
                : Optional.of(new ProbeSearch(bench.usb(), time, wanted.serial()));
    }

    /** Attaches, anew where it was attached before. @throws TargetSilent when no chip answers */
    TargetCore establish() {
        DebugProbe open = opened();
        if (how == Connect.UNDER_RESET) {
            line.letFinish(open, clock);
            underReset(open);
        } else {
            reach(open);
        }
        if (clock.isHeldBack()) {
            warn("E11 the wiring does not carry a faster debug clock reliably; %d kHz is used".formatted(clock.kilohertz().orElse(0)));
        }
        TargetCore reached = new TargetCore(open, time);
        core = Optional.of(reached);
        if (firstSight.isEmpty()) {
            lookFirst(reached);
        }
        return reached;
    }

    /**
     * A program may give its debug pins away or stop their clock as soon as it runs; it does neither while it is in reset, nor
     * halted before its first instruction. F1 and F3 of the cause catalogue.
     */
    private void reach(DebugProbe open) {
        try {
            clock.reach(open);
        } catch (TargetSilent silent) {
            if (how == Connect.HOT_PLUG) {
                throw silent;
            }
            try {
                underReset(open);
            } catch (TargetSilent inResetToo) {
                throw silent.with(Silence.whoever(silent.diagnosis().because("with NRST held low it is no different: %s",
                        inResetToo.diagnosis().what()), clock.answers(open)));
            }
            how = Connect.UNDER_RESET;
            recoveries.add("F1/F3 the debug port answers from a reset on and not before: the program gives its debug pins away (F1) or stops "
                    + "their clock (F3); the core was halted before its first instruction");
        }
    }

    private void underReset(DebugProbe open) {
        try {
            line.haltAtFirstInstruction(open, clock);
        } finally {
            if (line.wired().equals(Optional.of(false))) {
                warn("E10 NRST was pulled low and the core saw no reset: the line is not wired to the probe");
            }
        }
        clock.settle(open);
    }

    /** The next contact goes by way of a reset. */
    void underResetNext() {
        how = Connect.UNDER_RESET;
    }

    /** The next contact keeps to slower clocks. False when there is none. */
    boolean slowDown() {
        return clock.slowDown();
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

    /** Whether the core saw NRST fall; empty while nobody has pulled it and could ask. */
    Optional<Boolean> resetWired() {
        return line.wired();
    }

    OptionalInt kilohertz() {
        return clock.kilohertz();
    }

    /** What is known of the way and of the chip's state, for people. */
    List<Particular> particulars() {
        var all = new ArrayList<Particular>();
        probe.ifPresent(open -> all.add(new Particular("probe", open.describe())));
        kilohertz().ifPresent(now -> all.add(new Particular("clock", now + " kHz")));
        sensedVolts().ifPresent(volts -> all.add(new Particular("supply", "%.2f V at the probe".formatted(volts))));
        clock.id().ifPresent(read -> all.add(new Particular("debug port", "DPIDR %08X".formatted(read))));
        firstSight.ifPresent(state -> {
            all.add(new Particular("core", state.core()));
            all.add(new Particular("last reset", state.resetCauses()));
        });
        line.wired().ifPresent(wired -> all.add(new Particular("NRST", wired ? "wired: the core saw it" : "not wired to the probe")));
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
        return probe.map(open -> open.senseVolts(TargetCore.patience(time))).orElse(OptionalDouble.empty());
    }

    /** VDD, where what the probe senses can be VDD. E1 and E2 of the cause catalogue. */
    OptionalDouble volts() {
        OptionalDouble sensed = sensedVolts();
        if (sensed.isPresent() && sensed.getAsDouble() < Silence.LEAST_VOLTS) {
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

    private void lookFirst(TargetCore reached) {
        ChipState state = ChipState.look(reached);
        if (state.isUnread() && line.holds(reached)) {
            throw new TargetSilent(Silence.inReset(Diagnosis.of("The chip is held in reset")
                    .because("S_RESET_ST is set at each look for %d ms, and no memory can be read", ResetLine.ENDS.toMillis()), sensedVolts()));
        }
        if (state.isUnread() && !state.wasAsleep()) {
            // NRST may have been rising still.
            state = state.with(ChipState.look(reached));
        }
        firstSight = Optional.of(state);
        trace.state("swd", "at first sight the core is %s; resets: %s; FLASH_SR %s, FLASH_OPTCR %s", state.core(), state.resetCauses(),
                hex(state.flashStatus()), hex(state.options()));
    }

    /** Whether the probe is on the bus, though it may not answer. */
    boolean probeIsPresent() {
        return search.map(ProbeSearch::isPresent).orElse(true);
    }

    /** RCC_CSR now, attached anew where that is needed. Empty where nobody answers. */
    OptionalInt resetCauses() {
        if (core.isEmpty()) {
            return resetCausesAttachedAnew();
        }
        try {
            return OptionalInt.of(core.get().read32(ChipState.RCC_CSR));
        } catch (TargetSilent | TargetRefused cutOff) {
            return resetCausesAttachedAnew();
        }
    }

    private OptionalInt resetCausesAttachedAnew() {
        try {
            DebugProbe open = opened();
            clock.attachSlowly(open, Attach.NORMAL);
            return OptionalInt.of(new TargetCore(open, time).read32(ChipState.RCC_CSR));
        } catch (TargetSilent | TargetRefused away) {
            return OptionalInt.empty();
        }
    }

    /** The registers of a chip that could not be read when it was met can be read now. */
    void lookAgain(TargetCore reached) {
        firstSight = firstSight.map(state -> state.with(ChipState.look(reached)));
    }

    private static String hex(OptionalInt value) {
        return value.isPresent() ? "%08X".formatted(value.getAsInt()) : "unreadable";
    }
}
