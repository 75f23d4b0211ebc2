package io.sectorzero.sim.fault;

import java.util.List;

/**
 * The boot pins, and what disturbs the pins the loader listens on.
 *
 * @param boot0      what holds BOOT0
 * @param boot1      whether PB2 is high while the chip starts
 * @param noisyPins  pins such as {@code PA12} that are not quiet when the loader looks at them
 * @param noiseAfter  after which resets they are not
 * @param noiseChance how likely it is that such a reset finds them so
 */
public record BootCondition(Strap boot0, boolean boot1, List<String> noisyPins, NoiseAfter noiseAfter,
                            double noiseChance) implements Condition {

    /** What holds BOOT0. */
    public enum Strap {
        /** The bench's switch, high until it is moved. */
        SWITCH,
        /** A jumper to ground that no switch overrules. */
        LOW,
        /** A jumper to VDD that no switch overrules. */
        HIGH,
        /** Nothing: chance decides at every reset. */
        FLOAT
    }

    /** Which resets find the noisy pins noisy. */
    public enum NoiseAfter { ANY_RESET, POWER_ON, PIN_RESET }

    public static final BootCondition HEALTHY = new BootCondition(Strap.SWITCH, false, List.of(), NoiseAfter.ANY_RESET);

    /** Where the noise is certain. */
    public BootCondition(Strap boot0, boolean boot1, List<String> noisyPins, NoiseAfter noiseAfter) {
        this(boot0, boot1, noisyPins, noiseAfter, 1);
    }

    public BootCondition {
        noisyPins = List.copyOf(noisyPins);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(boot0 == Strap.LOW, "U1", "BOOT0 is held low")
                .when(boot0 == Strap.FLOAT, "U1", "BOOT0 floats")
                .when(boot1, "U2", "BOOT1 (PB2) is high")
                .when(!noisyPins.isEmpty(), noiseAfter == NoiseAfter.ANY_RESET ? "U3" : "U14",
                        "%s not quiet after %s", String.join(", ", noisyPins),
                        noiseAfter.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .when(noisyPins.contains("PA10"), "D3", "PA10 floats, and the serial line may take a USB session")
                .list();
    }
}
