package io.sectorzero.flash;

import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where code holds the two keys that open the option bytes, FLASH_OPTKEYR. RM0090 Rev 21 §3.9.3 [S]. Whoever holds both can change
 * its own protection; that it does, and when, is not proved by it: a bootloader that protects on request holds them as well.
 */
record OptionKeys(Address first, Address second) {

    private static final int KEY_1 = 0x0819_2A3B;
    private static final int KEY_2 = 0x4C5D_6E7F;

    /** The keys are 44444444 apart, which is one instruction: GCC makes the second from the first by it. */
    private static final int APART = 0x44;

    /** Both keys, each where it is first; empty unless both are there. */
    static Optional<OptionKeys> in(Collection<Segment> code) {
        return anywhere(code, constants -> constants.find(KEY_1))
                .flatMap(first -> anywhere(code, constants -> constants.find(KEY_2).or(() -> constants.findSum(KEY_1, APART)))
                        .map(second -> new OptionKeys(first, second)));
    }

    private static Optional<Address> anywhere(Collection<Segment> code, Function<CodeConstants, Optional<Address>> search) {
        return code.stream().flatMap(segment -> search.apply(new CodeConstants(segment)).stream()).findFirst();
    }

    /** "both keys to the option bytes (at 0x08000200 and 0x08000204)". */
    @Override public String toString() {
        return "both keys to the option bytes (at %s and %s)".formatted(first, second);
    }
}
