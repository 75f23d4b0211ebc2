package io.sectorzero.failure;

/** A result could not be written where it was meant to go: disk full, read-only, no such folder. */
public final class OutputFailed extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public OutputFailed(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public OutputFailed(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public OutputFailed with(Diagnosis fuller) {
        return new OutputFailed(fuller, this);
    }
}
