package io.sectorzero.failure;

/** A file that people write, a bench or a board, is wrong. The message names file, line and key. */
public final class BadDescription extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public BadDescription(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public BadDescription(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public BadDescription with(Diagnosis fuller) {
        return new BadDescription(fuller, this);
    }
}
