package io.sectorzero.device;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything known about one part number.
 *
 * @param name           as the bench file spells it, {@code STM32F412xG}
 * @param productId      what the bootloader and the debug port answer, 0x441
 * @param source         the document the identity is from
 * @param doubtfulErases sectors the sector-erase erratum names
 */
public record Device(String name, String family, int productId, String source, FlashLayout layout, MemoryMap memory,
                     FlashTimings timings, BootloaderProfile bootloader, OptionByteLayout options,
                     List<Revision> revisions, Set<Integer> doubtfulErases) {

    public Device {
        revisions = List.copyOf(revisions);
        doubtfulErases = Set.copyOf(doubtfulErases);
    }

    /** What the flash-size word of this part reads, in KB. */
    public int flashKilobytes() {
        return (int) (layout.sizeBytes() / 1024);
    }

    /** By marking ({@code Z}) or by REV_ID ({@code 0x1001}). */
    public Optional<Revision> revision(String written) {
        return revisions.stream().filter(revision -> revision.marking().equalsIgnoreCase(written)
                || "0x%04X".formatted(revision.id()).equalsIgnoreCase(written)).findFirst();
    }

    /** How far a sector erase of this sector can be trusted on a revision; without one, as far as nothing is known. */
    public Revision.Trust eraseTrust(Sector sector, Optional<Revision> revision) {
        if (!doubtfulErases.contains(sector.number())) {
            return Revision.Trust.GOOD;
        }
        return revision.map(Revision::erase).orElse(Revision.Trust.UNKNOWN);
    }

    @Override public String toString() {
        return name;
    }
}
