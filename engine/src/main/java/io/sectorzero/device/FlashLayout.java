package io.sectorzero.device;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.List;
import java.util.Optional;

/**
 * How the main flash is cut into sectors. They tile it: the first starts at the base, each next one where its
 * predecessor ends.
 *
 * @param erased what an erased byte reads
 */
public record FlashLayout(Address base, List<Sector> sectors, int erased) {

    /** @throws IllegalArgumentException when the sectors leave a gap, overlap, or are misnumbered */
    public FlashLayout {
        sectors = List.copyOf(sectors);
        long next = base.unsigned();
        for (int i = 0; i < sectors.size(); i++) {
            Sector sector = sectors.get(i);
            if (sector.number() != i) {
                throw new IllegalArgumentException("sector %d stands in place %d".formatted(sector.number(), i));
            }
            if (sector.range().start().unsigned() != next) {
                throw new IllegalArgumentException("sector %d starts at %08X, but %s at %08X".formatted(i,
                        sector.range().start().unsigned(), i == 0 ? "the flash starts" : "sector " + (i - 1) + " ends",
                        next));
            }
            next = sector.range().end();
        }
        if (sectors.isEmpty()) {
            throw new IllegalArgumentException("flash without sectors");
        }
    }

    public AddressRange range() {
        return new AddressRange(base, sectors.get(sectors.size() - 1).range().end() - base.unsigned());
    }

    public long sizeBytes() {
        return range().length();
    }

    public Optional<Sector> sectorAt(Address address) {
        return sectors.stream().filter(sector -> sector.range().contains(address)).findFirst();
    }

    /** @throws IllegalArgumentException when there is no such sector */
    public Sector sector(int number) {
        if (number < 0 || number >= sectors.size()) {
            throw new IllegalArgumentException("sector %d; there are 0 to %d".formatted(number, sectors.size() - 1));
        }
        return sectors.get(number);
    }

    /** The sectors that share at least one byte with the range, ascending. */
    public List<Sector> touching(AddressRange range) {
        return sectors.stream().filter(sector -> sector.range().overlaps(range)).toList();
    }
}
