package io.sectorzero.flash;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Device;
import io.sectorzero.examination.Permission;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.VerifyMismatch;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is tried after a failure: the rungs of the route's ladder that treat what is suspected, each at most once, and the
 * fallbacks the policy allows. A rung changes the board's contact or the {@link Manner} of the next attempt.
 */
final class Recovery {

    private final Bench bench;
    private final Programmer programmer;
    private final Account account;
    private final CaseNotes notes;
    private final Manner manner;
    private final boolean allowed;
    private final Set<Rung> climbed = EnumSet.noneOf(Rung.class);
    private RecoveryLadder ladder;

    Recovery(Bench bench, Programmer programmer, Account account, CaseNotes notes, Manner manner, boolean allowed) {
        this.bench = bench;
        this.programmer = programmer;
        this.account = account;
        this.notes = notes;
        this.manner = manner;
        this.allowed = allowed;
        this.ladder = programmer.ladder();
    }

    /** Climbs the next rung that may help. False when there is none. */
    boolean recovers(SectorZeroException failure) {
        if (!allowed || failure instanceof Cancelled || failure instanceof ImageRejected || failure instanceof Protected) {
            return false;
        }
        if (fallsBackToMassErase(failure)) {
            return true;
        }
        var situation = new Rung.Situation(bench.capabilities(), granted(), programmer.carrier().baud().orElse(0));
        // When what there is to try against the strongest suspects was tried in vain, they are the less likely for it, and
        // the next are looked at. Where there is nothing to try, as against a worn sector, nothing is tried.
        for (Confidence level : Confidence.values()) {
            List<Suspect> suspects = failure.diagnosis().suspects().stream()
                    .filter(suspect -> suspect.confidence() == level).toList();
            for (Optional<Rung> rung = next(suspects, situation); rung.isPresent(); rung = next(suspects, situation)) {
                ladder = ladder.after(rung.get());
                if (climbs(rung.get())) {
                    climbed.add(rung.get());
                    String doubt = failure instanceof VerifyMismatch ? notes.doubt().map("; "::concat).orElse("") : "";
                    account.recovery("%s: %s%s; so: %s (%s)".formatted(failure.diagnosis().what(), names(suspects, rung.get()),
                            doubt, rung.get().title(), rung.get().sideEffect()));
                    return true;
                }
            }
            if (!suspects.isEmpty() && climbed.stream().noneMatch(rung -> treats(rung, suspects))) {
                return false;
            }
        }
        return false;
    }

    private static boolean treats(Rung rung, List<Suspect> suspects) {
        return suspects.stream().anyMatch(suspect -> rung.causes().contains(suspect.cause()));
    }

    private Optional<Rung> next(List<Suspect> suspects, Rung.Situation situation) {
        return suspects.isEmpty() ? Optional.empty() : ladder.next(suspects, situation);
    }

    private static String names(List<Suspect> suspects, Rung rung) {
        return suspects.stream().filter(suspect -> rung.causes().contains(suspect.cause()))
                .map(suspect -> "%s %s (%s)".formatted(suspect.cause(), suspect.title(), suspect.confidence()))
                .collect(Collectors.joining(", "));
    }

    /** Whether the rung changes anything for another try. */
    private boolean climbs(Rung rung) {
        switch (rung) {
            case KEEP_LISTENING -> manner.waitsLonger();
            case NARROW_WIDTH -> {
                if (!manner.isWriting() || manner.isNarrow() || !worksWide()) {
                    return false;
                }
                manner.narrows();
                // What was programmed too wide for the supply may read right today and wrong tomorrow. RM0090 Rev 21 §3.6.2 [S].
                account.doubtAll();
            }
            case ERASE_AGAIN -> {
                return manner.isWriting();
            }
            case COME_BACK -> {
                // What was written before the device went is read, and not written again where it is right.
                manner.follows(manner.policy().withDiff(true));
                return reaches(rung);
            }
            case MASS_ERASE -> {
                if (!manner.isWriting() || manner.policy().erase() != EraseMode.SECTORS_OR_MASS) {
                    return false;
                }
                eraseEverythingNow();
            }
            case LIFT_WRITE_PROTECTION -> {
                // It is a step of the plan where the policy allows it; there is nothing left to try here.
                return false;
            }
            case READOUT_UNPROTECT -> {
                // A step of the plan as well, unless the protection came into force only after the plan was made. C7 of the cause catalogue.
                return manner.isWriting() && manner.policy().agreesTo(Consent.DATA_LOSS)
                        && account.chip().filter(ChipIdentity::readProtected).isEmpty();
            }
            default -> {
                return reaches(rung);
            }
        }
        return true;
    }

    private boolean worksWide() {
        Device device = account.chip().orElseThrow(() -> new IllegalStateException("nobody was identified")).device();
        return manner.survey().width(device) != device.bootloader().assumed().width();
    }

    private boolean reaches(Rung rung) {
        try {
            programmer.climb(rung);
            return true;
        } catch (SectorZeroException failed) {
            bench.trace().note("flash", "%s: %s", rung.title(), failed.getMessage());
            return false;
        }
    }

    /** Sector erase of doubtful silicon failed, and everything may be erased instead. ES0305 Rev 9 §2.1.7. */
    private boolean fallsBackToMassErase(SectorZeroException failure) {
        Optional<String> doubt = failure instanceof VerifyMismatch ? notes.doubt() : Optional.empty();
        if (!manner.isWriting() || doubt.isEmpty() || manner.policy().erase() != EraseMode.SECTORS_OR_MASS) {
            return false;
        }
        eraseEverythingNow();
        account.recovery("%s; so: erase everything and begin anew".formatted(doubt.get()));
        return true;
    }

    private void eraseEverythingNow() {
        manner.follows(manner.policy().withErase(EraseMode.MASS));
        account.doubtAll();
    }

    private Set<Permission> granted() {
        var granted = EnumSet.noneOf(Permission.class);
        if (manner.policy().liftWriteProtection()) {
            granted.add(Permission.LIFT_PROTECTION);
        }
        if (manner.policy().erase() == EraseMode.SECTORS_OR_MASS || manner.policy().agreesTo(Consent.DATA_LOSS)) {
            granted.add(Permission.DATA_LOSS);
        }
        return granted;
    }
}
