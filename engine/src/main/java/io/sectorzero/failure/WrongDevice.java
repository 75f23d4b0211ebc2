package io.sectorzero.failure;

/** The chip on this bench is not the one that was meant. Choose the right one; nothing has been changed on it. */
public final class WrongDevice extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public WrongDevice(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public WrongDevice(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public WrongDevice with(Diagnosis fuller) {
        return new WrongDevice(fuller, this);
    }
}
