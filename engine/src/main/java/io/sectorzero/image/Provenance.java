package io.sectorzero.image;

import java.util.Arrays;

/** Where in the file each byte came from. Knows runs, not bytes; each run speaks for the addresses from its entry on. */
final class Provenance {

    private final String placeFormat;
    private long[] from = new long[4];
    private Run[] runs = new Run[4];
    private int count;

    /** @param placeFormat how to say a place: {@code line %d}, {@code offset 0x%X}, {@code program header %d} */
    Provenance(String placeFormat) {
        this.placeFormat = placeFormat;
    }

    /** Entries come in ascending order of {@code address}, the first one that {@code run} speaks for. */
    void add(long address, Run run) {
        if (count == runs.length) {
            from = Arrays.copyOf(from, count * 2);
            runs = Arrays.copyOf(runs, count * 2);
        }
        from[count] = address;
        runs[count++] = run;
    }

    /** The place of a byte that exists. */
    String at(long address) {
        int found = Arrays.binarySearch(from, 0, count, address);
        Run run = runs[found < 0 ? -found - 2 : found];
        return say(run.placeOf(address));
    }

    String say(int place) {
        return placeFormat.formatted(place);
    }
}
