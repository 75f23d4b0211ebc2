package io.sectorzero.sim.fault;

/**
 * Some bits of one byte arrive turned over.
 *
 * @param mask data bits 0 to 7; bit 8 is the parity bit
 */
public record FlippedByte(Direction direction, long n, int mask) implements LineFault {

    public FlippedByte {
        Limits.count(n);
        Limits.require(mask > 0 && mask <= 0x1FF, "no mask of data and parity bits: %s", mask);
    }

    @Override public String cause() {
        return "E13";
    }

    @Override public String headline() {
        return "byte %d %s is disturbed, mask %03X".formatted(n, direction, mask);
    }
}
