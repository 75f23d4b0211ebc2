package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known about the board beyond who it is, before anything is decided.
 *
 * @param carrier     what carries the work, as it runs
 * @param supplyVolts VDD as stated; empty when nobody did
 * @param contents    sector number to all it holds, for sectors that were read whole
 * @param right       sectors that are known to hold what the image wants, because somebody read them
 * @param blank       sectors known to be blank because everything was just erased
 * @param samples     sector number to a few bytes of it, to see afterwards whether the erase did anything
 * @param narrow      everything shall be done byte by byte, whatever the supply
 * @param margin      how many times the data sheet's worst case is waited for
 */
public record Survey(Carrier carrier, OptionalDouble supplyVolts, Map<Integer, Bytes> contents, Set<Integer> right,
                     Set<Integer> blank, Map<Integer, Segment> samples, boolean narrow, int margin) {

    // Data sheets promise a worst case for a new chip; worn ones are slower. H10 of the cause catalogue doubles it too.
    private static final int USUAL_MARGIN = 2;

    public Survey {
        contents = Map.copyOf(contents);
        right = Set.copyOf(right);
        blank = Set.copyOf(blank);
        samples = Map.copyOf(samples);
    }

    /** Nothing of the flash was read. */
    public static Survey of(Carrier carrier, OptionalDouble supplyVolts) {
        return new Survey(carrier, supplyVolts, Map.of(), Set.of(), Set.of(), Map.of(), false, USUAL_MARGIN);
    }

    /** Byte by byte, whatever the supply. */
    Survey asNarrowAsPossible() {
        return new Survey(carrier, supplyVolts, contents, right, blank, samples, true, margin);
    }

    /** With twice the patience. */
    Survey morePatient() {
        return new Survey(carrier, supplyVolts, contents, right, blank, samples, narrow, margin * 2);
    }

    /** Everything was erased a moment ago. */
    Survey allBlank(Device device) {
        Set<Integer> all = device.layout().sectors().stream().map(Sector::number).collect(Collectors.toSet());
        return new Survey(carrier, supplyVolts, contents, right, all, samples, narrow, margin);
    }

    /** This, with what was read. */
    Survey with(Map<Integer, Bytes> read, Set<Integer> rightSectors, Map<Integer, Segment> taken) {
        return new Survey(carrier, supplyVolts, read, rightSectors, blank, taken, narrow, margin);
    }

    /** What the bootloader shall believe of the supply; empty when nobody stated one, or one that fits no band. */
    public Optional<VoltageBand> band(Device device) {
        if (narrow) {
            return Optional.of(device.bootloader().assumed());
        }
        return supplyVolts.isPresent() ? device.bootloader().bandAt(supplyVolts.getAsDouble()) : Optional.empty();
    }

    /** How wide the flash works: as the stated supply allows, else as the bootloader assumes by itself. */
    public Parallelism width(Device device) {
        return band(device).orElse(device.bootloader().assumed()).width();
    }
}
