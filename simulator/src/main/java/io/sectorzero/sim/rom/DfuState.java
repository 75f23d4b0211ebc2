package io.sectorzero.sim.rom;

import static io.sectorzero.sim.rom.DfuRequest.ABORT;
import static io.sectorzero.sim.rom.DfuRequest.CLRSTATUS;
import static io.sectorzero.sim.rom.DfuRequest.DNLOAD;
import static io.sectorzero.sim.rom.DfuRequest.GETSTATE;
import static io.sectorzero.sim.rom.DfuRequest.GETSTATUS;
import static io.sectorzero.sim.rom.DfuRequest.UPLOAD;

import java.util.List;

/**
 * Where the loader is in its talk with the host, and which requests it takes there; any other is stalled and leads to
 * {@link #ERROR}. USB DFU Rev 1.1 §A.2. In {@link #DNBUSY} and {@link #MANIFEST} the loader is at work and acknowledges
 * nothing, so no request reaches it.
 */
enum DfuState {
    IDLE(2, DNLOAD, UPLOAD, GETSTATUS, GETSTATE, ABORT),
    DNLOAD_SYNC(3, GETSTATUS, GETSTATE),
    DNBUSY(4),
    DNLOAD_IDLE(5, DNLOAD, GETSTATUS, GETSTATE, ABORT),
    MANIFEST_SYNC(6, GETSTATUS, GETSTATE),
    MANIFEST(7),
    UPLOAD_IDLE(9, UPLOAD, GETSTATUS, GETSTATE, ABORT),
    ERROR(10, GETSTATUS, CLRSTATUS, GETSTATE);

    private final int number;
    private final List<DfuRequest> takes;

    DfuState(int number, DfuRequest... takes) {
        this.number = number;
        this.takes = List.of(takes);
    }

    int number() {
        return number;
    }

    boolean takes(DfuRequest request) {
        return takes.contains(request);
    }
}
