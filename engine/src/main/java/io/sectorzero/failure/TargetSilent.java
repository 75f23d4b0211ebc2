package io.sectorzero.failure;

/** The target did not answer in time. Whether it did what it was asked is unknown. */
public final class TargetSilent extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public TargetSilent(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public TargetSilent(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public TargetSilent with(Diagnosis fuller) {
        return new TargetSilent(fuller, this);
    }
}
