package io.sectorzero.sim.rom;

import java.util.OptionalLong;

/**
 * How the loader's USB side is, and what disturbs it.
 *
 * @param hsiErrorPct       how far off the clock is that the crystal is measured with
 * @param lineLoaded        whether something else hangs on D+ and D-, so that no host gets a word through
 * @param crystalDropsNanos how long into its first USB session the crystal misses a beat
 * @param begins            the state in which its first session finds itself
 * @param pollScale         what the announced poll times are multiplied with
 * @param transferBytes     the largest block it takes
 * @param dropsOnLeave      whether it is gone before it has answered the request that makes it leave
 */
public record UsbSettings(double hsiErrorPct, boolean lineLoaded, OptionalLong crystalDropsNanos, Begins begins,
                          double pollScale, int transferBytes, boolean dropsOnLeave) {

    /** What an earlier host may have left behind. */
    public enum Begins {
        IDLE(DfuState.IDLE), DNLOAD_IDLE(DfuState.DNLOAD_IDLE), UPLOAD_IDLE(DfuState.UPLOAD_IDLE), ERROR(DfuState.ERROR);

        private final DfuState state;

        Begins(DfuState state) {
            this.state = state;
        }

        DfuState state() {
            return state;
        }
    }

    public static final UsbSettings USUAL =
            new UsbSettings(0, false, OptionalLong.empty(), Begins.IDLE, 1, 2048, false);
}
