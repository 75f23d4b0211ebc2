package io.sectorzero.failure;

/** The user stopped the work between two steps. The diagnosis says what the board is left like. */
public final class Cancelled extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public Cancelled(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public Cancelled(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public Cancelled with(Diagnosis fuller) {
        return new Cancelled(fuller, this);
    }
}
