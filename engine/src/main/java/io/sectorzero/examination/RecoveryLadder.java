package io.sectorzero.examination;

import io.sectorzero.examination.Rung.Situation;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the engine may still try by itself in this session. Each rung is climbed once at most, so that recovery ends.
 * Immutable: who climbs goes on with {@link #after(Rung)}.
 */
public final class RecoveryLadder {

    private final Set<Rung> left;

    private RecoveryLadder(Set<Rung> left) {
        this.left = left;
    }

    /** The full ladder of a new session over UART. */
    public static RecoveryLadder uart() {
        return new RecoveryLadder(EnumSet.complementOf(EnumSet.of(Rung.COME_BACK, Rung.SMALLER_BLOCKS, Rung.SLOWER_CLOCK)));
    }

    /** The full ladder of a new session over DFU: a bus has no rate to lower, and tells where a command ends. */
    public static RecoveryLadder dfu() {
        return new RecoveryLadder(EnumSet.complementOf(EnumSet.of(Rung.RESYNCHRONISE, Rung.RATE_57600, Rung.RATE_38400, Rung.RATE_9600,
                Rung.SLOWER_CLOCK)));
    }

    /** The full ladder of a new session over the debug port: nothing there is half-way through a command. */
    public static RecoveryLadder swd() {
        return new RecoveryLadder(EnumSet.of(Rung.KEEP_LISTENING, Rung.SLOWER_CLOCK, Rung.RESET, Rung.POWER_CYCLE, Rung.NARROW_WIDTH,
                Rung.ERASE_AGAIN, Rung.LIFT_WRITE_PROTECTION, Rung.MASS_ERASE, Rung.READOUT_UNPROTECT));
    }

    /** The cheapest rung left that may help against the strongest suspects, is possible here and was agreed to. */
    public Optional<Rung> next(List<Suspect> suspects, Situation now) {
        return helpful(suspects, now).filter(rung -> now.granted().contains(rung.permission())).findFirst();
    }

    /** What would help and is possible, but that nobody agreed to. For the message that asks for it. */
    public List<Rung> awaitingPermission(List<Suspect> suspects, Situation now) {
        return helpful(suspects, now).filter(rung -> !now.granted().contains(rung.permission())).toList();
    }

    /** This ladder without a rung that was climbed. */
    public RecoveryLadder after(Rung climbed) {
        if (!left.contains(climbed)) {
            throw new IllegalStateException(climbed + " was climbed before in this session");
        }
        var fewer = EnumSet.copyOf(left);
        fewer.remove(climbed);
        return new RecoveryLadder(fewer);
    }

    private Stream<Rung> helpful(List<Suspect> suspects, Situation now) {
        return left.stream().filter(rung -> rung.isPossible(now))
                .filter(rung -> leading(suspects, rung.permission()).anyMatch(s -> rung.causes().contains(s.cause())));
    }

    // What costs something is not done on a mere possibility; what costs nothing may be tried on one.
    private static Stream<Suspect> leading(List<Suspect> suspects, Permission permission) {
        Confidence weakest = permission == Permission.NONE ? Confidence.POSSIBLE : Confidence.LIKELY;
        return suspects.stream().filter(suspect -> suspect.confidence() == suspects.get(0).confidence())
                .filter(suspect -> suspect.confidence().compareTo(weakest) <= 0);
    }
}
