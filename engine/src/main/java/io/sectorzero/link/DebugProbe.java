package io.sectorzero.link;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Debug-port transactions and block memory access, whoever carries them. Data is in the order of the addresses, that is
 * least significant byte first.
 *
 * <p>An access that the chip refuses, or that nobody answers, leaves as {@link io.sectorzero.failure.TargetRefused} or
 * {@link io.sectorzero.failure.TargetSilent}, and {@link #lastFailure()} tells the kind. Sticky error flags of the debug port
 * are cleared by then: the next access starts clean. A probe that is lost is a {@link io.sectorzero.failure.LinkLost}.
 */
public interface DebugProbe extends Link {

    /**
     * Comes to the debug port and switches its power on; may be called again after a reset or an error. Neither halts the core
     * nor resets it, but that {@link Attach#UNDER_RESET} first pulls NRST low and leaves it low: {@link #reset} lets go.
     */
    void attach(Attach how, Deadline deadline);

    int readDap(DapRegister register, Deadline deadline);

    void writeDap(DapRegister register, int value, Deadline deadline);

    /** Any length; address and length are multiples of the width. */
    Bytes readMemory(Address from, int length, Width width, Deadline deadline);

    /** Any length; address and length are multiples of the width. */
    void writeMemory(Address to, Bytes data, Width width, Deadline deadline);

    /** How the last access failed; empty when it did not. */
    default Optional<DapFailure> lastFailure() {
        return Optional.empty();
    }

    /** Pulls NRST low or lets it go. That it is wired to the chip no probe knows: the core's own reset flag proves it. */
    default void reset(boolean low, Deadline deadline) {
    }

    /** The target's supply as the probe senses it; empty when it has no input for that. */
    default OptionalDouble senseVolts(Deadline deadline) {
        return OptionalDouble.empty();
    }

    /** Asks for a clock of the wire, in kHz. @return what it is now, the next one below; empty when there is nothing to choose */
    default OptionalInt clock(int kilohertz, Deadline deadline) {
        return OptionalInt.empty();
    }

    /** How wide memory can be accessed. */
    default Set<Width> widths() {
        return EnumSet.allOf(Width.class);
    }

    /** What the probe says about itself, for people: {@code ST-LINK/V2-1 V2J40M27}. */
    default String describe() {
        return name();
    }
}
