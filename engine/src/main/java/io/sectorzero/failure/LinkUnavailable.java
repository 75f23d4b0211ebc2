package io.sectorzero.failure;

/** A door cannot be opened: no such port, held by somebody else, no permission. Nothing has reached a board. */
public final class LinkUnavailable extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public LinkUnavailable(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public LinkUnavailable(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public LinkUnavailable with(Diagnosis fuller) {
        return new LinkUnavailable(fuller, this);
    }
}
