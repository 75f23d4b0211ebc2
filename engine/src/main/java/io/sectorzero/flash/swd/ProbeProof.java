package io.sectorzero.flash.swd;

import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Connect;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.protocol.adi.DebugPort;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.TimeSource;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the probe has what a genuine one has: a wire to NRST, and an input that senses the supply. A copy may lack both, H5 of the
 * cause catalogue, and say of every board that its supply is fine; a genuine one at a cable without NRST, E10, senses that the supply is gone.
 */
final class ProbeProof {

    /** More than the converter of a probe wavers from one look to the next. */
    private static final double STEADY_VOLTS = 0.1;

    private final Attachment attachment;
    private final SwdContact contact;
    private final BoardPower power;

    ProbeProof(Attachment attachment, BoardPower power) {
        this.attachment = attachment;
        this.contact = attachment.contact();
        this.power = power;
    }

    /** Empty unless contact failed: to a chip that was reached without it, the wire made no difference. */
    Optional<Observation> resetWire(Fact fact) {
        if (attachment.current().isPresent()) {
            return Optional.empty();
        }
        return contact.resetWired().map(seen -> seen ? fact.is("seen", "the core saw NRST fall")
                : fact.is("not-seen", "NRST was pulled low and the core saw no reset")).or(() -> untold(fact));
    }

    /** Told only where {@link #unpowered} can follow it up: a port that never answers says nothing of the probe by itself. */
    private Optional<Observation> untold(Fact fact) {
        boolean tried = contact.core().isEmpty() && contact.how() != Connect.HOT_PLUG;
        return tried && believable().isPresent() && power.isWired()
                ? Optional.of(fact.is("untold", "with NRST pulled low the debug port answers as little as without")) : Optional.empty();
    }

    Optional<Observation> unpowered(Fact fact) {
        OptionalDouble before = believable();
        if (before.isEmpty() || !power.isWired()) {
            return Optional.empty();
        }
        // Nobody knows the chip after this.
        attachment.lose();
        return power.without(() -> {
            OptionalDouble now = contact.sensedVolts();
            return now.isEmpty() ? Optional.empty() : Optional.of(compared(fact, before.getAsDouble(), now.getAsDouble()));
        });
    }

    private Observation compared(Fact fact, double before, double now) {
        String evidence = "the probe senses %.2f V with the board's power off, and %.2f V with it on".formatted(now, before);
        if (now < before - STEADY_VOLTS) {
            return fact.is("falls", evidence);
        }
        return answers() ? fact.is("fed", evidence + "; the chip answers without it, so something else feeds the board")
                : fact.is("stays", evidence + ": that is not this board's supply");
    }

    private boolean answers() {
        try {
            DebugProbe open = contact.probe().orElseThrow();
            TimeSource time = power.bench().time();
            open.attach(Attach.NORMAL, TargetCore.patience(time));
            open.readDap(DebugPort.DPIDR, TargetCore.patience(time));
            return true;
        } catch (TargetSilent | TargetRefused dead) {
            return false;
        }
    }

    private OptionalDouble believable() {
        try {
            OptionalDouble sensed = contact.sensedVolts();
            return sensed.isPresent() && sensed.getAsDouble() >= Silence.LEAST_VOLTS ? sensed : OptionalDouble.empty();
        } catch (LinkLost | TargetSilent mute) {
            return OptionalDouble.empty();
        }
    }
}
