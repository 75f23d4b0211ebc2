package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;

/** Damages one byte of a file after the other: each damage must be refused, or provably change nothing, such as case. */
final class Damage {

    private Damage() {
    }

    /** All other values of all bytes. */
    static void everyValue(ImageFormat format, byte[] good) {
        Image original = Outcome.loaded(format, good);
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (int mask = 1; mask < 256; mask++) {
                refused += refuses(format, good, original, at, mask) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(good.length * 250);
    }

    /** All single bits: for files too long to try everything. */
    static void everyBit(ImageFormat format, byte[] good) {
        Image original = Outcome.loaded(format, good);
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (int mask = 1; mask < 256; mask <<= 1) {
                refused += refuses(format, good, original, at, mask) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(good.length * 7);
    }

    private static boolean refuses(ImageFormat format, byte[] good, Image original, int at, int mask) {
        byte[] damaged = good.clone();
        damaged[at] ^= (byte) mask;
        return Outcome.refusedOrSame(format, damaged, original, "byte %d ^ %02X".formatted(at, mask));
    }
}
