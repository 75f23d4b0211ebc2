package io.sectorzero.failure;

/**
 * What happens is not what was written down: host or chip left the recording or transcript. Read the first difference;
 * nothing was done to a board by the side that plays from paper.
 */
public final class RecordingDiffers extends SectorZeroException {

    private static final long serialVersionUID = 1L;

    public RecordingDiffers(Diagnosis diagnosis) {
        super(diagnosis, null);
    }

    public RecordingDiffers(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis, cause);
    }

    @Override public RecordingDiffers with(Diagnosis fuller) {
        return new RecordingDiffers(fuller, this);
    }
}
