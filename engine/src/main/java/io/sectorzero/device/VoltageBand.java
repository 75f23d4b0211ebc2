package io.sectorzero.device;

/**
 * A range of supplies and what the bootloader does in it.
 *
 * @param code  byte that tells the bootloader about it
 * @param width the widest parallelism it then uses
 */
public record VoltageBand(int code, double fromVolts, double toVolts, Parallelism width) {

    @Override public String toString() {
        return "%.1f to %.1f V (%s)".formatted(fromVolts, toVolts, width);
    }
}
