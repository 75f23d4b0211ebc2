package io.sectorzero.device;

import java.util.Map;

/**
 * How long the flash takes, from the electrical tables of the data sheet.
 *
 * @param programUnit one byte, half-word or word: the same at every width
 * @param erase       by sector size in bytes, then by width
 * @param massErase   by width
 * @param optionWrite erasing and rewriting the option bytes
 */
public record FlashTimings(Span programUnit, Map<Long, Map<Parallelism, Span>> erase, Map<Parallelism, Span> massErase,
                           Span optionWrite) {

    public FlashTimings {
        erase = Map.copyOf(erase);
        massErase = Map.copyOf(massErase);
    }

    /** Erasing one sector. @throws IllegalArgumentException for a size the table does not list */
    public Span erase(Sector sector, Parallelism width) {
        Map<Parallelism, Span> row = erase.get(sector.sizeBytes());
        if (row == null) {
            throw new IllegalArgumentException("no erase time for %d bytes".formatted(sector.sizeBytes()));
        }
        return row.get(width);
    }

    public Span massErase(Parallelism width) {
        return massErase.get(width);
    }

    /** Programming so many bytes; the last unit counts whole. */
    public Span program(long bytes, Parallelism width) {
        return programUnit.times((bytes + width.bytes() - 1) / width.bytes());
    }
}
