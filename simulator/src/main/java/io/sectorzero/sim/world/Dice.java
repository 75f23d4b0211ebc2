package io.sectorzero.sim.world;

/**
 * Chance that can be repeated: a stream of numbers that depends on the world's seed and the player's name, and on
 * nothing else. SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), written here
 * so that no change of a library can change a recorded story.
 */
public final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    Dice(long seed, String player) {
        state = seed;
        for (int i = 0; i < player.length(); i++) {
            state = (state ^ player.charAt(i)) * 0x1000_0000_01B3L + GOLDEN_GAMMA;
        }
    }

    /** 64 random bits. */
    public long bits() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** 0 to {@code bound - 1}, each as likely as a modulus over 63 bits makes it. */
    public int below(int bound) {
        return (int) ((bits() >>> 1) % bound);
    }

    /** At least 0 and less than 1. */
    public double fraction() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** At least {@code least} and less than {@code most}. */
    public double between(double least, double most) {
        return least + fraction() * (most - least);
    }

    public boolean chance(double probability) {
        return fraction() < probability;
    }
}
