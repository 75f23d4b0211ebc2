package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rates of the debug wires, in kHz. As the tools have them, OpenOCD and pyOCD [C]; the list for JTAG on V3 is UNCONFIRMED. */
final class Speeds {

    private static final Map<Integer, Integer> SWD_DIVISORS = new TreeMap<>(Map.ofEntries(
            Map.entry(0, 4000), Map.entry(1, 1800), Map.entry(2, 1200), Map.entry(3, 950), Map.entry(5, 650), Map.entry(7, 480),
            Map.entry(9, 400), Map.entry(10, 360), Map.entry(15, 240), Map.entry(25, 150), Map.entry(31, 125), Map.entry(40, 100),
            Map.entry(79, 50), Map.entry(158, 25), Map.entry(265, 15), Map.entry(798, 5)));

    private static final Map<Integer, Integer> JTAG_DIVISORS = new TreeMap<>(Map.of(
            2, 18_000, 4, 9000, 8, 4500, 16, 2250, 32, 1125, 64, 562, 128, 281, 256, 140));

    /** The slowest last: tools fall back to the last they find. */
    private static final List<Integer> V3_SWD = List.of(24_000, 8000, 3300, 1000, 200, 50, 5);
    private static final List<Integer> V3_JTAG = List.of(21_333, 16_000, 12_000, 8000, 2500, 1000, 200, 50);

    private static final int MOST_LISTED = 10;

    /** Until a host asks for another. */
    static final int USUAL_SWD = 1800;
    static final int USUAL_JTAG = 1125;
    static final int USUAL_V3 = 1000;

    private Speeds() {
    }

    static Optional<Integer> ofDivisor(boolean jtag, int divisor) {
        return Optional.ofNullable((jtag ? JTAG_DIVISORS : SWD_DIVISORS).get(divisor));
    }

    /** The fastest that a V3 has and that is not above what is asked for; its slowest when there is none. */
    static int notAbove(boolean jtag, int kilohertz) {
        List<Integer> all = jtag ? V3_JTAG : V3_SWD;
        return all.stream().filter(one -> Integer.compareUnsigned(one, kilohertz) <= 0).findFirst().orElse(all.get(all.size() - 1));
    }

    /** A V3's list as it is sent: how many, then that many, padded with zeros to ten. */
    static Bytes listed(boolean jtag) {
        List<Integer> all = jtag ? V3_JTAG : V3_SWD;
        Bytes list = Words.of(all.size());
        for (int i = 0; i < MOST_LISTED; i++) {
            list = list.then(Words.of(i < all.size() ? all.get(i) : 0));
        }
        return list;
    }
}
