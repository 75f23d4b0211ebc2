package io.sectorzero.flash.swd;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.DebugPort;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.util.OptionalInt;

/**
 * The clock of the wire. An attach begins slowly; the clock that is kept is the fastest at which ids read the same many times
 * over. E11 and V3 of the cause catalogue.
 */
final class WireClock {

    /** Nearly every wiring that works at all works at the first; V3 of the cause catalogue looks at 100 kHz as well. */
    private static final int[] SLOW_KILOHERTZ = {950, 100, 15};
    // The fastest a V2 and a V3 can do; a slower one is taken where this one does not read reliably.
    private static final int FAST_KILOHERTZ = 24_000;
    private static final int SLOWEST_KILOHERTZ = 5;

    /** Ids and a part of the ROM table, which never changes, are read so many times at the clock that is kept. */
    private static final int PROOFS = 8;
    /** So many tell whether trying a faster one has any sense. */
    private static final int FIRST_PROOFS = 2;
    private static final int PROOF_BYTES = 256;

    private final TimeSource time;
    private final Trace trace;
    private OptionalInt id = OptionalInt.empty();
    private OptionalInt kilohertz = OptionalInt.empty();
    private int fastest;
    private boolean held;

    /** @param wanted no faster than this, in kHz; empty: as fast as the wires allow */
    WireClock(OptionalInt wanted, TimeSource time, Trace trace) {
        this.time = time;
        this.trace = trace;
        this.fastest = wanted.orElse(FAST_KILOHERTZ);
    }

    /** The clock now; empty while there was no attach, and where a probe has nothing to choose. */
    OptionalInt kilohertz() {
        return kilohertz;
    }

    /** DPIDR, once it was read reliably. */
    OptionalInt id() {
        return id;
    }

    /** Whether a faster clock was tried and did not read reliably. */
    boolean isHeldBack() {
        return held;
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

    /** Attaches at the first of several clocks at which ids can be read, and goes on to the fastest. @throws TargetSilent at none */
    void reach(DebugProbe open) {
        TargetSilent last = null;
        for (int slow : SLOW_KILOHERTZ) {
            try {
                attach(open, Attach.NORMAL, slow);
                if (settles(open)) {
                    return;
                }
                last = unreliable(open);
            } catch (TargetSilent silent) {
                last = silent;
            }
        }
        throw last;
    }

    /** At the clock an attach begins with. */
    void attachSlowly(DebugProbe open, Attach way) {
        attach(open, way, SLOW_KILOHERTZ[0]);
    }

    /** From the clock of the attach to the fastest that reads reliably. @throws TargetSilent when none does */
    void settle(DebugProbe open) {
        if (!settles(open)) {
            throw unreliable(open);
        }
    }

    /** How many of several attempts to come to the debug port succeed, at the slowest clock; V3 of the cause catalogue. */
    int answers(DebugProbe open) {
        int answered = 0;
        for (int i = 0; i < Silence.ATTEMPTS; i++) {
            try {
                kilohertz = open.clock(SLOW_KILOHERTZ[SLOW_KILOHERTZ.length - 1], TargetCore.patience(time));
                open.attach(Attach.NORMAL, TargetCore.patience(time));
                open.readDap(DebugPort.DPIDR, TargetCore.patience(time));
                answered++;
            } catch (TargetSilent | TargetRefused none) {
                trace.note("swd", "attempt %d: %s", i + 1, none.getMessage());
            }
        }
        return answered;
    }

    private void attach(DebugProbe open, Attach way, int slow) {
        kilohertz = open.clock(Math.min(slow, fastest), TargetCore.patience(time));
        try {
            open.attach(way, TargetCore.patience(time));
        } catch (TargetSilent silent) {
            throw silent.with(Silence.besideSupply(silent.diagnosis(), open, TargetCore.patience(time)));
        }
    }

    private boolean settles(DebugProbe open) {
        boolean reads = proves(open, FIRST_PROOFS) && (accelerates(open) || proves(open, PROOFS));
        if (reads) {
            trace.state("swd", "DPIDR %08X at %d kHz through %s", id.orElse(0), kilohertz.orElse(0), open.describe());
        }
        return reads;
    }

    /** From the fastest wanted downward, until one reads reliably. False when it is again the one of the attach. */
    private boolean accelerates(DebugProbe open) {
        int slow = kilohertz.orElse(fastest);
        while (fastest > slow) {
            kilohertz = open.clock(fastest, TargetCore.patience(time));
            int faster = kilohertz.orElse(0);
            if (faster <= slow) {
                return false;
            }
            if (proves(open, PROOFS)) {
                return true;
            }
            held = true;
            fastest = faster - 1;
            attach(open, Attach.NORMAL, slow);
        }
        return false;
    }

    /** Whether ids read the same every time, over the debug port and over the bus. */
    private boolean proves(DebugProbe open, int times) {
        try {
            int first = open.readDap(DebugPort.DPIDR, TargetCore.patience(time));
            var bus = new TargetCore(open, time);
            int cpu = bus.read32(CoreDebug.CPUID);
            Bytes table = bus.read(CoreDebug.ROM_TABLE, PROOF_BYTES);
            for (int i = 1; i < times; i++) {
                if (open.readDap(DebugPort.DPIDR, TargetCore.patience(time)) != first || bus.read32(CoreDebug.CPUID) != cpu
                        || !bus.read(CoreDebug.ROM_TABLE, PROOF_BYTES).equals(table)) {
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

    private TargetSilent unreliable(DebugProbe open) {
        return new TargetSilent(Silence.besideSupply(Diagnosis.of("The debug port does not read reliably")
                .because("ids read %d times at %d kHz differ, or cannot be read", PROOFS, kilohertz.orElse(0))
                .because("probe: %s", open.describe()), open, TargetCore.patience(time)));
    }
}
