package io.sectorzero.flash.swd;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.Optional;

/**
 * Where in RAM the loader lies, and the slots for what it is asked to do, which are used in turn.
 *
 * <pre>
 *   base            the program, ending with its six parameters
 *   base + 0x200    slot 0: data, request, answer         its data ends where the request begins,
 *   …               slot 1: data, request, answer         however much of it there is
 * </pre>
 *
 * @param base      a multiple of 4
 * @param slotBytes most data of one request
 */
record LoaderLayout(Address base, int slotBytes) {

    /** One is worked at and one arrives; the others are ahead, so that a host or a probe that is held up for a moment holds nobody up. */
    static final int SLOTS = 4;

    private static final int ALIGNMENT = 4;
    private static final int PROGRAM_ROOM = 0x200;

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
        return new AddressRange(base, PROGRAM_ROOM + (long) SLOTS * distance());
    }

    /** From one slot to the next. */
    int distance() {
        return slotBytes + LoaderRequest.BYTES + LoaderAnswer.BYTES;
    }

    /** Where the request with this number lies; its data ends there. */
    Address request(int number) {
        return base.plus(PROGRAM_ROOM + (long) (number % SLOTS) * distance() + slotBytes);
    }

    /** Of the request with this number. */
    Address answer(int number) {
        return request(number).plus(LoaderRequest.BYTES);
    }
}
