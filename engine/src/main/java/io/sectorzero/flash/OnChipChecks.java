package io.sectorzero.flash;

import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the chip where it can be asked, and tells what is left to be read: everything over a route that has nobody there, and
 * otherwise what is no whole word, and what is not as it should be. A sum only ever spares a read; what differs is looked at.
 */
final class OnChipChecks {

    /** A question costs a few commands, and perhaps bringing somebody there who can answer it; so few bytes are read sooner. */
    private static final int WORTH_ASKING = 1024;

    private final Programmer programmer;

    OnChipChecks(Programmer programmer) {
        this.programmer = programmer;
    }

    /** Parts that the chip does not know to hold what is wanted. */
    List<AddressRange> differing(List<AddressRange> ranges, Function<AddressRange, Bytes> wanted) {
        return left(ranges, (chip, words) -> chip.checksum(words) == Checksums.crcOfWords(wanted.apply(words)));
    }

    /** Parts that the chip does not know to be blank. */
    List<AddressRange> notBlank(List<AddressRange> ranges) {
        return left(ranges, (chip, words) -> chip.firstNotBlank(words).isEmpty());
    }

    /** Whether this is a part that the chip found to be wrong, not one it was not asked about. */
    boolean foundWrong(AddressRange range) {
        return programmer.onChip().isPresent() && worthAsking(range).isPresent();
    }

    private List<AddressRange> left(List<AddressRange> ranges, Question question) {
        if (programmer.onChip().isEmpty()) {
            return ranges;
        }
        OnChip chip = programmer.onChip().get();
        var left = new ArrayList<AddressRange>();
        for (AddressRange range : ranges) {
            Optional<AddressRange> right = worthAsking(range).filter(words -> question.holds(chip, words));
            if (right.isEmpty()) {
                left.add(range);
            } else {
                add(left, range.start().unsigned(), right.get().start().unsigned());
                add(left, right.get().end(), range.end());
            }
        }
        return left;
    }

    /** The whole words of a range, when they are many. */
    private static Optional<AddressRange> worthAsking(AddressRange range) {
        long from = (range.start().unsigned() + OnChip.WORD - 1) / OnChip.WORD * OnChip.WORD;
        long to = range.end() / OnChip.WORD * OnChip.WORD;
        return to - from < WORTH_ASKING ? Optional.empty() : Optional.of(AddressRange.of(from, to - from));
    }

    private static void add(List<AddressRange> ranges, long from, long to) {
        if (from < to) {
            ranges.add(AddressRange.of(from, to - from));
        }
    }

    /** Whether the chip finds whole words to be as they should. */
    private interface Question {
        boolean holds(OnChip chip, AddressRange words);
    }
}
