package io.sectorzero.flash;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What every route can do, one act at a time. A programmer decides nothing and repeats nothing but what its protocol
 * allows; what it did beyond that it tells as a recovery. How long an erase or a write may take, the caller says.
 */
public interface Programmer extends AutoCloseable {

    Route route();

    /** What carries the work, as it runs now. */
    Carrier carrier();

    /** What may be tried over this route when something went wrong. */
    RecoveryLadder ladder();

    /** Comes into contact and finds out who is there. */
    ChipIdentity connect();

    /**
     * Refuses an image whose file says that it is meant for something else than what is at the far end.
     *
     * @throws io.sectorzero.failure.ImageRejected with the place in the file
     */
    default void accept(Image image) {
    }

    /** VDD as the route measures it; empty where it cannot. */
    default OptionalDouble measuredVolts() {
        return OptionalDouble.empty();
    }

    /** What the route knows of the board besides who it is. */
    default List<Particular> particulars() {
        return List.of();
    }

    /** Tells the far side what the supply is, so that it works as wide as that allows. Lost with every reset. */
    void stateSupply(VoltageBand band);

    /** Up to a block of bytes. */
    Bytes read(Address from, int length);

    void erase(Sector sector, Duration patience);

    void eraseEverything(Duration patience);

    /** Up to a block of bytes, aligned as the device wants it. A carrier that writes ahead may return before they are in place. */
    void write(Address to, Bytes data, Duration patience);

    /** Waits until everything that was written is in place. */
    default void settle() {
    }

    /** Bytes that were written and may not be in place: none after {@link #settle}, and what a failure left undone. */
    default long unsettled() {
        return 0;
    }

    /** From now on a loader of our own in the chip's RAM writes and checks, as {@link Carrier#withLoader} promises. */
    default void useLoader() {
        throw new IllegalStateException("no loader can be used over " + route());
    }

    /** What the chip finds out by itself; empty where everything must be read. */
    default Optional<OnChip> onChip() {
        return Optional.empty();
    }

    OptionBytes readOptions();

    /**
     * Writes all option bytes, waits for the reset this causes, and returns what they are afterwards; empty when the
     * written read protection keeps them from being read.
     */
    Optional<OptionBytes> writeOptions(OptionBytes wanted);

    /**
     * What the option bytes are after the program on the chip was let run from its reset for as long as it would need to change
     * them; empty where it does not run by itself, or nobody could look.
     */
    default Optional<OptionBytes> optionsAfterRun() {
        return Optional.empty();
    }

    /** From read protection level 1 to 0, which erases everything; returns who is there afterwards. */
    ChipIdentity liftReadProtection(Duration patience);

    /** As {@link #liftReadProtection}, by way of level 1, to take code protection along. */
    ChipIdentity liftCodeProtection(Duration patience);

    /** Starts what lies at an address. There is no contact afterwards. */
    void start(Address at);

    /** What the route itself has seen go wrong, for an examination. */
    List<Observation> observed();

    /** What can be found out over this route. Using them may reset the board; connect again afterwards. */
    Instruments instruments();

    /** Takes a step of recovery as far as the route is concerned with it. Connect again afterwards. */
    void climb(Rung rung);

    /** What was done beyond the plan so far, in order. */
    List<String> recoveries();

    /** Things the user should know. */
    List<String> warnings();

    @Override void close();
}
