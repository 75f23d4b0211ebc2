package io.sectorzero.flash;

import io.sectorzero.device.BootloaderProfile;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;

/**
 * Reads what should be known content. Nothing secures what comes back over a serial line but the parity of each byte, so
 * one unexpected read is no proof against the flash: it is read again, and only if every further read is as expected,
 * the line is to blame. A weak cell does not pass that often.
 */
final class CheckedReader {

    private static final int FURTHER_READS = 3;

    private final Programmer programmer;
    private final int alignment;
    private final int block;
    private final Account account;

    CheckedReader(Programmer programmer, BootloaderProfile rom, Account account) {
        this.programmer = programmer;
        this.alignment = rom.writeAlignment();
        this.block = programmer.carrier().blockBytes();
        this.account = account;
    }

    /** What the range holds; at most a block. */
    Bytes read(AddressRange range, Bytes expected) {
        Bytes first = readAligned(range);
        if (first.equals(expected)) {
            return first;
        }
        for (int i = 0; i < FURTHER_READS; i++) {
            if (!readAligned(range).equals(expected)) {
                return first;
            }
        }
        account.warn("%s was read wrong once and right %d times after that: the line drops or damages bytes now and then".formatted(
                range, FURTHER_READS));
        return expected;
    }

    /** Reads are kept to whole words, which the loader is known to want; U12 of the cause catalogue. */
    private Bytes readAligned(AddressRange range) {
        AddressRange whole = Planning.aligned(range, alignment);
        int from = (int) range.start().minus(whole.start());
        if (whole.length() <= block) {
            return programmer.read(whole.start(), (int) whole.length()).slice(from, from + (int) range.length());
        }
        int half = block / 2;
        var upper = new AddressRange(range.start().plus(half - from), range.length() - half + from);
        return readAligned(new AddressRange(range.start(), half - from)).then(readAligned(upper));
    }
}
