package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer to DFU_GETSTATUS.
 *
 * <pre>
 *   device  S  P0 P1 P2  T  I      S status, P poll timeout in milliseconds, least significant byte first, T state,
 *                                  I index of a string that describes the status, 0 on an STM32
 * </pre>
 *
 * USB DFU 1.1 §6.1.2.
 *
 * @param poll how long the device wants to be left alone
 */
record DfuReport(DfuStatus status, Duration poll, DfuState state) {

    static final int LENGTH = 6;

    /** Empty when these bytes are no status. */
    static Optional<DfuReport> of(Bytes answer) {
        if (answer.length() != LENGTH) {
            return Optional.empty();
        }
        var poll = Duration.ofMillis(answer.u16(1) | answer.at(3) << 16);
        return DfuStatus.of(answer.at(0)).flatMap(status -> DfuState.of(answer.at(4)).map(state -> new DfuReport(status, poll, state)));
    }

    boolean isError() {
        return state == DfuState.ERROR || status != DfuStatus.OK;
    }

    @Override public String toString() {
        return "%s, %s".formatted(state, status);
    }
}
