package io.sectorzero.failure;

/** The act is irreversible or costs data, and nobody agreed to it. Ask again with the consent it names. */
public final class ConsentMissing extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public ConsentMissing(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public ConsentMissing(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public ConsentMissing with(Diagnosis fuller) {
        return new ConsentMissing(fuller, this);
    }
}
