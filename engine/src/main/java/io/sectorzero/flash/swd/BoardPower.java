package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import java.time.Duration;
import java.util.function.Supplier;

/** The supply of the board, where the bench can switch it. */
record BoardPower(Bench bench) {

    // Boards carry some 100 µF behind their regulator and draw a few mA: half a second lets them fall below POR. DS11139 Rev 8
    // Table 21 for the thresholds; 3 ms from power-on to the first instruction, and the regulator's own rise.
    private static final Duration OFF = Duration.ofMillis(500);
    private static final Duration RISES = Duration.ofMillis(20);

    boolean isWired() {
        return bench.capabilities().contains(Capability.POWER);
    }

    void cycle() {
        without(() -> true);
    }

    /** Looks at the board while it has no power, and gives it back whatever comes of that. */
    <A> A without(Supplier<A> look) {
        bench.controls().power(false);
        try {
            bench.time().pass(OFF);
            return look.get();
        } finally {
            bench.controls().power(true);
            bench.time().pass(RISES);
        }
    }
}
