package io.sectorzero.failure;

/** Every failure that has an explanation for the user. Its types are named by what the caller can do next. */
public abstract sealed class SectorZeroException extends RuntimeException
        permits LinkUnavailable, LinkLost, TargetSilent, TargetRefused, WrongDevice, Protected, VerifyMismatch,
                ImageRejected, ConsentMissing, BadDescription, CapabilityMissing, OutputFailed, Cancelled,
                RecordingDiffers {

    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;

    SectorZeroException(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis.what(), cause);
        this.diagnosis = diagnosis;
    }

    public final Diagnosis diagnosis() {
        return diagnosis;
    }

    /** The same failure, better explained: same type, with this one as its cause. */
    public abstract SectorZeroException with(Diagnosis fuller);
}
