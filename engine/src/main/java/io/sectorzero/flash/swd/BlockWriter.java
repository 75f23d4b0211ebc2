package io.sectorzero.flash.swd;

import io.sectorzero.device.Parallelism;
import io.sectorzero.flash.OnChip;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * How bytes come into the flash. A writer may be at work on a block when {@link #write} returns; a failure of it then leaves
 * with the next block or with {@link #finish}. Nobody else touches flash or core between the first block and the finish.
 */
interface BlockWriter {

    /** The sector, or the OTP block, is erased; the flash is unlocked and at rest; nothing else is under way. */
    void write(Address to, Bytes data, Parallelism width, Duration patience);

    /** Waits for what is under way; flash may be read then. */
    void settle();

    /** Bytes that were handed over and are not known to be in place. */
    default long unsettled() {
        return 0;
    }

    /** Waits for what is under way, and leaves flash and core as they were before the first block. */
    void finish();

    /** What the chip finds out by itself while this writer is at work. */
    default Optional<OnChip> onChip() {
        return Optional.empty();
    }
}
