package io.sectorzero.sim.board;

/**
 * How a board is at one moment, for a person.
 *
 * @param powered   whether the supply is switched on
 * @param volts     VDD at the chip
 * @param resetHeld whether somebody holds NRST low
 * @param boot0     the level of the BOOT0 pin
 * @param running   what the core runs: the loader and its interface, a program and its entry, nothing
 * @param chip      the chip's own line
 */
public record BoardStatus(boolean powered, double volts, boolean resetHeld, boolean boot0, String running, String chip) {

    @Override public String toString() {
        return "power %s %.2f V, reset %s, boot0 %d, running: %s, %s".formatted(
                powered ? "on" : "off", volts, resetHeld ? "held" : "released", boot0 ? 1 : 0, running, chip);
    }
}
