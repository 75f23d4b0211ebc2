package io.sectorzero.failure;

/** The image cannot be flashed as it is. Rebuild it or choose another; no board was touched. */
public final class ImageRejected extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public ImageRejected(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public ImageRejected(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public ImageRejected with(Diagnosis fuller) {
        return new ImageRejected(fuller, this);
    }
}
