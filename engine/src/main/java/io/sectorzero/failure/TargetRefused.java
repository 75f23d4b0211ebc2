package io.sectorzero.failure;

/** The target answered, and said no. Ask it something else, or change what makes it refuse. */
public final class TargetRefused extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public TargetRefused(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public TargetRefused(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public TargetRefused with(Diagnosis fuller) {
        return new TargetRefused(fuller, this);
    }
}
