package io.sectorzero.failure;

/** What was read back is not what should be there. Do not trust this board's content. */
public final class VerifyMismatch extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public VerifyMismatch(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public VerifyMismatch(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public VerifyMismatch with(Diagnosis fuller) {
        return new VerifyMismatch(fuller, this);
    }
}
