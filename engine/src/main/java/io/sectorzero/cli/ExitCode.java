package io.sectorzero.cli;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.ConsentMissing;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.RecordingDiffers;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.failure.WrongDevice;
import java.util.Locale;
import java.util.Optional;

/**
 * What a script learns without reading a word: one code for each type of failure. Tens group them by where to look:
 * 1x the way to the board, 2x the board, 3x files, 4x permission and ability.
 */
enum ExitCode {
    DONE(0, "done"),
    /** What picocli and most Unix tools use for a command line they do not understand. */
    USAGE(2, "the command line is wrong"),

    LINK_UNAVAILABLE(10, "the port or bench cannot be opened", LinkUnavailable.class),
    LINK_LOST(11, "the port vanished while in use", LinkLost.class),

    TARGET_SILENT(20, "the board does not answer", TargetSilent.class),
    TARGET_REFUSED(21, "the board answers, and refuses", TargetRefused.class),
    WRONG_DEVICE(22, "the chip is another one than was meant", WrongDevice.class),
    PROTECTED(23, "protection stands in the way", Protected.class),
    VERIFY_MISMATCH(24, "the board does not hold what it should", VerifyMismatch.class),

    IMAGE_REJECTED(30, "the image cannot be flashed as it is", ImageRejected.class),
    BAD_DESCRIPTION(31, "a bench, board or recording file is wrong", BadDescription.class),
    OUTPUT_FAILED(32, "a result could not be written", OutputFailed.class),
    RECORDING_DIFFERS(33, "what happens is not what was recorded", RecordingDiffers.class),

    CONSENT_MISSING(40, "the act costs data and nobody agreed to it", ConsentMissing.class),
    CAPABILITY_MISSING(41, "this bench cannot do what was asked", CapabilityMissing.class),

    /** EX_SOFTWARE of sysexits.h. */
    OWN_FAULT(70, "a fault of SectorZero itself; a note says what happened"),
    /** 128 + SIGINT, as a shell reports it. */
    CANCELLED(130, "stopped by Ctrl-C or a signal, between two steps", Cancelled.class);

    private final int number;
    private final String meaning;
    private final Optional<Class<? extends SectorZeroException>> failure;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
        this.failure = Optional.empty();
    }

    ExitCode(int number, String meaning, Class<? extends SectorZeroException> failure) {
        this.number = number;
        this.meaning = meaning;
        this.failure = Optional.of(failure);
    }

    static ExitCode of(SectorZeroException failure) {
        for (ExitCode code : values()) {
            if (code.failure.filter(type -> type.isInstance(failure)).isPresent()) {
                return code;
            }
        }
        throw new IllegalStateException("no exit code for " + failure.getClass().getName());
    }

    int number() {
        return number;
    }

    /** The code as JSON and the documentation spell it: {@code target-silent}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    Optional<Class<? extends SectorZeroException>> failure() {
        return failure;
    }
}
