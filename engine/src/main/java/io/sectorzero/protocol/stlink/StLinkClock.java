package io.sectorzero.protocol.stlink;

import java.util.List;

/**
 * A clock of the wire that a probe can give, and what it is asked for it with.
 *
 * @param setting the divisor of a V2; the frequency itself of a V3
 */
record StLinkClock(int kilohertz, int setting) {

    /** Of a V2, fastest first. OpenOCD 0.12 stlink_usb.c [O] for the first column; pyOCD 0.36 stlink.py [O] adds 650, 400, 360, 150. */
    static final List<StLinkClock> DIVISORS = List.of(
            new StLinkClock(4000, 0), new StLinkClock(1800, 1), new StLinkClock(1200, 2), new StLinkClock(950, 3),
            new StLinkClock(650, 5), new StLinkClock(480, 7), new StLinkClock(400, 9), new StLinkClock(360, 10),
            new StLinkClock(240, 15), new StLinkClock(150, 25), new StLinkClock(125, 31), new StLinkClock(100, 40),
            new StLinkClock(50, 79), new StLinkClock(25, 158), new StLinkClock(15, 265), new StLinkClock(5, 798));

    /** The fastest that is not faster than wanted; the slowest where all are. @param clocks fastest first */
    static StLinkClock notAbove(int wantedKilohertz, List<StLinkClock> clocks) {
        return clocks.stream().filter(clock -> clock.kilohertz <= wantedKilohertz).findFirst()
                .orElse(clocks.get(clocks.size() - 1));
    }
}
