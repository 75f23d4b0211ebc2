package io.sectorzero.flash.swd;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.Optional;

/**
 * Where in RAM the loader lies, its answers, and the two slots for what it is asked to do.
 *
 * <pre>
 *   base            the program, ending with its four parameters
 *   base + 0x200    answers, one for each slot
 *   base + 0x220    slot 0: data, request         its data ends where the request begins,
 *   …               slot 1: data, request         however much of it there is
 * </pre>
 *
 * @param base      a multiple of 32
 * @param slotBytes most data of one request
 */
record LoaderLayout(Address base, int slotBytes) {

    static final int SLOTS = 2;

    private static final int ALIGNMENT = 32;
    private static final int PROGRAM_ROOM = 0x200;
    private static final int ANSWERS = SLOTS * LoaderAnswer.BYTES;

    // Whatever is larger gains nothing: the probe then needs less than a hundredth of the time for its commands.
    private static final int LARGEST_SLOT = 32 * 1024;
    // Whatever is smaller is spent on commands more than on data.
    private static final int SMALLEST_SLOT = 1024;

    LoaderLayout {
        if (!base.isAlignedTo(ALIGNMENT)) {
            throw new IllegalArgumentException("%s is no place for the loader".formatted(base));
        }
    }

    /** With the largest slots a RAM has room for; empty when it has room for none worth the trouble. */
    static Optional<LoaderLayout> in(AddressRange ram) {
        for (int slot = LARGEST_SLOT; slot >= SMALLEST_SLOT; slot /= 2) {
            var layout = new LoaderLayout(ram.start(), slot);
            if (layout.range().length() <= ram.length()) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** All that is overwritten. */
    AddressRange range() {
        return new AddressRange(base, PROGRAM_ROOM + ANSWERS + (long) SLOTS * (slotBytes + LoaderRequest.BYTES));
    }

    /** Of the request with this number. */
    Address answer(int number) {
        return base.plus(PROGRAM_ROOM + (long) slot(number) * LoaderAnswer.BYTES);
    }

    /** Where the request with this number lies; its data ends there. */
    Address request(int number) {
        int slot = slot(number);
        return base.plus(PROGRAM_ROOM + ANSWERS + (slot + 1L) * slotBytes + (long) slot * LoaderRequest.BYTES);
    }

    private static int slot(int number) {
        return number % SLOTS;
    }
}
