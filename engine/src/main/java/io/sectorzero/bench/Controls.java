package io.sectorzero.bench;

/**
 * The switches of a bench. Each throws {@link io.sectorzero.failure.CapabilityMissing} where nothing is wired;
 * {@link Bench#capabilities()} says so beforehand.
 */
public interface Controls {

    /** Supply on or off. */
    void power(boolean on);

    /** NRST low or released. */
    void reset(boolean asserted);

    /** BOOT0 high or low. Read by the chip at its next reset. */
    void boot0(boolean high);
}
