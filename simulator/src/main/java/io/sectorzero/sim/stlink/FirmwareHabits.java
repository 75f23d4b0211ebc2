package io.sectorzero.sim.stlink;

/**
 * What the maker's firmware does where no document of his says it: UNCONFIRMED, so each is a switch. The usual values are
 * those that the tools which talk to such probes get along with: OpenOCD stlink_usb.c, pyOCD, probe-rs, stlink-tools [C].
 *
 * @param waitRetries           how often a transfer that is answered WAIT is repeated before the host hears of it. Tools expect the
 *                              probe to have retried [C]; usually 100, a millisecond or so
 * @param resetPulseNanos       how long DRIVE_NRST pulls the wire low where a pulse is asked for; usually a millisecond, far beyond
 *                              what a chip's filter swallows
 * @param accessPorts           how many access ports can be opened and closed, counted from 0; usually 8, more than any tool opens
 * @param firstModeOfV2IsDfu    whether a V2 says DFU until it is told to leave that, for which tools are prepared [C], or is idle as
 *                              the others are; usually true
 * @param errorForUnknownOnV3   whether a V3 answers an unknown command of the debug group with COMMAND_ERROR instead of
 *                              UNKNOWN_COMMAND; usually true
 * @param clearsFlags           whether it clears what a failed access left standing in the debug port; usually true, because tools
 *                              that never clear go on working
 * @param busyDiskHasItsOwnCode whether entering debug mode while somebody copies to its disk is refused with
 *                              OPEN_IN_ANOTHER_MODE instead of UNKNOWN_ERROR; usually true
 * @param serialPortMovesUp     whether the interfaces of its serial port take the numbers of a disk that is switched off; usually
 *                              true, as a host expects numbers without gaps
 */
public record FirmwareHabits(int waitRetries, long resetPulseNanos, int accessPorts, boolean firstModeOfV2IsDfu, boolean errorForUnknownOnV3,
                             boolean clearsFlags, boolean busyDiskHasItsOwnCode, boolean serialPortMovesUp) {

    public static final FirmwareHabits USUAL = new FirmwareHabits(100, 1_000_000, 8, true, true, true, true, true);

    public FirmwareHabits withWaitRetries(int changed) {
        return new FirmwareHabits(changed, resetPulseNanos, accessPorts, firstModeOfV2IsDfu, errorForUnknownOnV3, clearsFlags,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits withResetPulseNanos(long changed) {
        return new FirmwareHabits(waitRetries, changed, accessPorts, firstModeOfV2IsDfu, errorForUnknownOnV3, clearsFlags,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits withAccessPorts(int changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, changed, firstModeOfV2IsDfu, errorForUnknownOnV3, clearsFlags,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits withFirstModeOfV2Dfu(boolean changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, accessPorts, changed, errorForUnknownOnV3, clearsFlags,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits withErrorForUnknownOnV3(boolean changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, accessPorts, firstModeOfV2IsDfu, changed, clearsFlags,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits clearingFlags(boolean changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, accessPorts, firstModeOfV2IsDfu, errorForUnknownOnV3, changed,
                busyDiskHasItsOwnCode, serialPortMovesUp);
    }

    public FirmwareHabits withOwnCodeForBusyDisk(boolean changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, accessPorts, firstModeOfV2IsDfu, errorForUnknownOnV3, clearsFlags,
                changed, serialPortMovesUp);
    }

    public FirmwareHabits withSerialPortMovingUp(boolean changed) {
        return new FirmwareHabits(waitRetries, resetPulseNanos, accessPorts, firstModeOfV2IsDfu, errorForUnknownOnV3, clearsFlags,
                busyDiskHasItsOwnCode, changed);
    }
}
