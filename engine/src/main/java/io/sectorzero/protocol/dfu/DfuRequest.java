package io.sectorzero.protocol.dfu;

import static io.sectorzero.protocol.dfu.DfuState.APP_DETACH;
import static io.sectorzero.protocol.dfu.DfuState.APP_IDLE;
import static io.sectorzero.protocol.dfu.DfuState.DNBUSY;
import static io.sectorzero.protocol.dfu.DfuState.DNLOAD_IDLE;
import static io.sectorzero.protocol.dfu.DfuState.DNLOAD_SYNC;
import static io.sectorzero.protocol.dfu.DfuState.ERROR;
import static io.sectorzero.protocol.dfu.DfuState.IDLE;
import static io.sectorzero.protocol.dfu.DfuState.MANIFEST;
import static io.sectorzero.protocol.dfu.DfuState.MANIFEST_SYNC;
import static io.sectorzero.protocol.dfu.DfuState.MANIFEST_WAIT_RESET;
import static io.sectorzero.protocol.dfu.DfuState.UPLOAD_IDLE;

import io.sectorzero.link.SetupPacket;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The seven requests of the class: each with the states it may be made in and those the device may be in afterwards.
 * USB DFU 1.1 §3 and appendix A.2, from the host's side: a request that a state only answers with STALL is not made in it.
 */
enum DfuRequest {
    DETACH(false, in(APP_IDLE).to(APP_DETACH)),
    /** With data it announces work; without, it ends the download. Neither is done before the next GETSTATUS. */
    DNLOAD(false, in(IDLE, DNLOAD_IDLE).to(DNLOAD_SYNC, MANIFEST_SYNC)),
    /** A short answer ends the upload; whether the device then says so differs, so it is asked. */
    UPLOAD(true, in(IDLE, UPLOAD_IDLE).to(UPLOAD_IDLE, IDLE)),
    /** Sets going what DNLOAD announced. AN3156 Rev 18 [P]. */
    GETSTATUS(true, in(IDLE).to(IDLE), in(DNLOAD_SYNC).to(DNBUSY, DNLOAD_IDLE, ERROR),
            in(DNBUSY).to(DNBUSY, DNLOAD_IDLE, ERROR), in(DNLOAD_IDLE).to(DNLOAD_IDLE),
            in(MANIFEST_SYNC).to(MANIFEST, IDLE, MANIFEST_SYNC, MANIFEST_WAIT_RESET, ERROR),
            in(MANIFEST).to(MANIFEST, MANIFEST_SYNC, MANIFEST_WAIT_RESET, IDLE, ERROR),
            in(UPLOAD_IDLE).to(UPLOAD_IDLE), in(ERROR).to(ERROR)),
    CLRSTATUS(false, in(ERROR).to(IDLE)),
    /** Only asks: the one request that sets nothing going. */
    GETSTATE(true, same()),
    ABORT(false, in(IDLE, DNLOAD_SYNC, DNLOAD_IDLE, MANIFEST_SYNC, UPLOAD_IDLE).to(IDLE));

    private static final int CLASS_TO_INTERFACE = 0x21;
    private static final int CLASS_FROM_INTERFACE = 0xA1;

    private final boolean in;
    private final Map<DfuState, Set<DfuState>> transitions = new EnumMap<>(DfuState.class);

    DfuRequest(boolean in, Row... rows) {
        this.in = in;
        for (Row row : rows) {
            row.from.forEach(state -> transitions.put(state, row.to.isEmpty() ? Set.of(state) : row.to));
        }
    }

    /** The states the device may be in after this request; empty when it is not made in this one. */
    Set<DfuState> leadsTo(DfuState from) {
        return transitions.getOrDefault(from, Set.of());
    }

    SetupPacket packet(int value, int interfaceNumber, int length) {
        return new SetupPacket(in ? CLASS_FROM_INTERFACE : CLASS_TO_INTERFACE, ordinal(), value, interfaceNumber, length);
    }

    /** As the document writes it. */
    @Override public String toString() {
        return "DFU_" + name();
    }

    private static Row in(DfuState first, DfuState... more) {
        return new Row(EnumSet.of(first, more), EnumSet.noneOf(DfuState.class));
    }

    private static Row same() {
        return new Row(EnumSet.allOf(DfuState.class), EnumSet.noneOf(DfuState.class));
    }

    /** No state to go to means that the device stays where it is. */
    private record Row(Set<DfuState> from, Set<DfuState> to) {

        Row to(DfuState first, DfuState... more) {
            return new Row(from, EnumSet.of(first, more));
        }
    }
}
