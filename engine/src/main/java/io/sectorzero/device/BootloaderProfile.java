package io.sectorzero.device;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the system memory bootloader of a chip offers. AN2606, section of the family.
 *
 * @param protocol       version byte of the USART protocol, 0x31 for V3.1
 * @param commands       codes it serves
 * @param id             where its own version byte can be read
 * @param versions       that byte to a name
 * @param startUp        from reset to the first byte it hears, at least
 * @param powerUp        from power to reset released, at most
 * @param reservedRam    RAM it lives in: neither readable nor writable through it
 * @param deviceFeature  address that takes the voltage code
 * @param voltages       bands, ascending and without gap; the first is what it assumes when nobody says otherwise
 * @param areas          what may be done where, by name in the memory map
 * @param writeAlignment addresses and lengths of writes are multiples of this
 * @param blockBytes     most bytes in one read or write
 * @param goLimitation   what does not work after Go
 */
public record BootloaderProfile(int protocol, Set<Integer> commands, Address id, Map<Integer, String> versions,
                                Duration startUp, Duration powerUp, AddressRange reservedRam, Address deviceFeature,
                                List<VoltageBand> voltages, List<Area> areas, int writeAlignment, int blockBytes,
                                String goLimitation) {

    /** What a bootloader lets a host do. */
    public enum May { READ, WRITE, ERASE, GO }

    /** One memory and what may be done there. */
    public record Area(String memory, AddressRange range, Set<May> may) {

        public Area {
            may = Set.copyOf(may);
        }
    }

    /** @throws IllegalArgumentException when voltage bands leave a gap or lose width as the supply rises */
    public BootloaderProfile {
        commands = Set.copyOf(commands);
        versions = Map.copyOf(versions);
        voltages = List.copyOf(voltages);
        areas = List.copyOf(areas);
        for (int i = 1; i < voltages.size(); i++) {
            VoltageBand below = voltages.get(i - 1);
            VoltageBand above = voltages.get(i);
            if (below.toVolts() != above.fromVolts() || below.width().compareTo(above.width()) > 0) {
                throw new IllegalArgumentException("voltage bands do not continue each other: %s, %s".formatted(below, above));
            }
        }
        if (voltages.isEmpty()) {
            throw new IllegalArgumentException("no voltage bands");
        }
    }

    /** The band a supply falls into; the upper one at a border, as the data sheet's "from" columns have it. */
    public Optional<VoltageBand> bandAt(double volts) {
        VoltageBand highest = voltages.get(voltages.size() - 1);
        if (volts == highest.toVolts()) {
            return Optional.of(highest);
        }
        return voltages.stream().filter(band -> volts >= band.fromVolts() && volts < band.toVolts()).findFirst();
    }

    /** What the bootloader assumes until it is told. */
    public VoltageBand assumed() {
        return voltages.get(0);
    }

    /** Whether every byte of the range may be treated so. */
    public boolean allows(May what, AddressRange range) {
        return !range.overlaps(reservedRam)
                && areas.stream().anyMatch(area -> area.may().contains(what) && area.range().contains(range));
    }
}
