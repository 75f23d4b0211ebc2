package io.sectorzero.failure;

/** A door that was open is gone: cable pulled, device re-enumerated, port vanished. Reconnect and look before going on. */
public final class LinkLost extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public LinkLost(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public LinkLost(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public LinkLost with(Diagnosis fuller) {
        return new LinkLost(fuller, this);
    }
}
