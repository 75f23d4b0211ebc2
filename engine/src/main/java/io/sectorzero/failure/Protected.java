package io.sectorzero.failure;

/** Protection stands in the way: RDP, write protection or PCROP. Lift it, with consent where that costs data. */
public final class Protected extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public Protected(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public Protected(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public Protected with(Diagnosis fuller) {
        return new Protected(fuller, this);
    }
}
