package io.sectorzero.flash.swd;

import io.sectorzero.device.BootloaderProfile;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.VoltageBand;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How wide the flash may work now. Starts with what the plan decided and never goes beyond; goes narrower as soon as the
 * supply falls below what the width needs, and wider again only well above that, so that a supply at the border does not
 * make it change from sector to sector. DS11139 Rev 8 Table 17.
 */
final class SupplyGauge {

    /** Twice the ripple of a poor regulator, and more than one step of the probe's converter. */
    private static final double HYSTERESIS_VOLTS = 0.1;

    private final BootloaderProfile bands;
    private final Supplier<OptionalDouble> volts;
    private Parallelism planned;
    private Parallelism now;
    private OptionalDouble lowest = OptionalDouble.empty();

    SupplyGauge(BootloaderProfile bands, Supplier<OptionalDouble> volts) {
        this.bands = bands;
        this.volts = volts;
        this.planned = bands.assumed().width();
        this.now = planned;
    }

    void plan(VoltageBand band) {
        planned = band.width();
        now = planned;
    }

    /** Looks at the supply. */
    Parallelism look() {
        OptionalDouble measured = volts.get();
        if (measured.isPresent()) {
            double value = measured.getAsDouble();
            lowest = OptionalDouble.of(Math.min(value, lowest.orElse(value)));
            Parallelism allowed = allowed(value);
            Parallelism surely = allowed(value - HYSTERESIS_VOLTS);
            now = allowed.compareTo(now) < 0 ? allowed : surely.compareTo(now) > 0 ? surely : now;
        }
        now = now.compareTo(planned) > 0 ? planned : now;
        return now;
    }

    Parallelism width() {
        return now;
    }

    boolean isNarrower() {
        return now.compareTo(planned) < 0;
    }

    OptionalDouble lowest() {
        return lowest;
    }

    boolean allows(Parallelism width, double value) {
        return allowed(value).compareTo(width) >= 0;
    }

    /** Below every band the narrowest is all there is to try. */
    private Parallelism allowed(double value) {
        double capped = Math.min(value, bands.voltages().get(bands.voltages().size() - 1).toVolts());
        Optional<VoltageBand> band = bands.bandAt(capped);
        return band.map(VoltageBand::width).orElse(bands.assumed().width());
    }
}
