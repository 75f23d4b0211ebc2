package io.sectorzero.failure;

/** This bench cannot do what was asked: nothing is wired for it, or nothing that drives it is installed. */
public final class CapabilityMissing extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public CapabilityMissing(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public CapabilityMissing(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public CapabilityMissing with(Diagnosis fuller) {
        return new CapabilityMissing(fuller, this);
    }
}
