package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.Sector;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.memory.AddressRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to erase when there is no image.
 *
 * @param everything one mass erase
 * @param sectors    otherwise these, ascending
 * @param liftWriteProtection as in {@link Policy}
 * @param blankCheck everything erased is read back afterwards; the bootloader acknowledges erases it did not do
 */
public record EraseRequest(boolean everything, Set<Integer> sectors, boolean liftWriteProtection, boolean blankCheck) {

    public EraseRequest {
        sectors = Set.copyOf(sectors);
        if (everything != sectors.isEmpty()) {
            throw new IllegalArgumentException("either everything or some sectors");
        }
    }

    public static EraseRequest all() {
        return new EraseRequest(true, Set.of(), false, true);
    }

    public static EraseRequest sectors(Set<Integer> numbers) {
        return new EraseRequest(false, numbers, false, true);
    }

    /** Every sector that shares a byte with the range. @throws IllegalArgumentException when none does */
    public static EraseRequest touching(AddressRange range, Device device) {
        var numbers = new TreeSet<Integer>();
        device.layout().touching(range).forEach(sector -> numbers.add(sector.number()));
        return sectors(numbers);
    }

    public EraseRequest withLiftWriteProtection(boolean allowed) {
        return new EraseRequest(everything, sectors, allowed, blankCheck);
    }

    public EraseRequest withBlankCheck(boolean wanted) {
        return new EraseRequest(everything, sectors, liftWriteProtection, wanted);
    }

    /** @throws WrongDevice when the device has no such sector */
    List<Sector> on(Device device) {
        int count = device.layout().sectors().size();
        sectors.stream().filter(number -> number < 0 || number >= count).sorted().findFirst().ifPresent(number -> {
            throw new WrongDevice(Diagnosis.of("There is no sector %d on %s", number, device)
                    .because("its sectors are 0 to %d", count - 1)
                    .remedy("name sectors it has, or connect the part that was meant"));
        });
        return everything ? device.layout().sectors() : sectors.stream().sorted().map(device.layout()::sector).toList();
    }
}
