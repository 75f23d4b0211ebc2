package io.sectorzero.flash;

import io.sectorzero.device.Sector;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One sector that is erased: what it shall hold afterwards, from the image and, where it is kept, from before.
 *
 * @param wanted    all of the sector
 * @param ranges    the parts that are read back; the rest is blank, and trusted to be
 * @param keptBytes bytes that come from before and are not blank
 */
record SectorWork(Sector sector, Bytes wanted, List<AddressRange> ranges, long keptBytes, boolean isCovered, int erased) {

    /** Reading in finer pieces costs more commands than it saves bytes. */
    private static final int READ_UNIT = 64;

    static SectorWork of(Image image, Sector sector, Optional<Bytes> kept, int erased, boolean trusted) {
        byte[] wanted = kept.map(Bytes::toArray).orElseGet(() -> Bytes.repeat(erased, (int) sector.sizeBytes()).toArray());
        long imageBytes = imageBytes(image, sector);
        long keptBytes = kept.isPresent() ? content(wanted, 0, wanted.length, erased) : 0;
        for (AddressRange part : parts(image, sector)) {
            int from = (int) part.start().minus(sector.range().start());
            keptBytes -= kept.isPresent() ? content(wanted, from, from + (int) part.length(), erased) : 0;
            image.contentOf(part, erased).copyInto(wanted, from);
        }
        boolean whole = !trusted && imageBytes > 0 || keptBytes > 0;
        List<AddressRange> ranges = whole ? List.of(sector.range()) : widened(parts(image, sector), sector);
        return new SectorWork(sector, Bytes.copyOf(wanted), ranges, keptBytes, imageBytes == sector.sizeBytes(), erased);
    }

    /** How many bytes are not blank. */
    private static long content(byte[] bytes, int from, int to, int erased) {
        long count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] == (byte) erased ? 0 : 1;
        }
        return count;
    }

    static SectorWork nothing(Sector sector, int erased) {
        return new SectorWork(sector, Bytes.repeat(erased, (int) sector.sizeBytes()), List.of(), 0, false, erased);
    }

    /** Reading back what the image has for a sector, and nothing besides. */
    static Step comparison(Image image, Sector sector, int erased) {
        return verify(sector, image.contentOf(sector.range(), erased), parts(image, sector));
    }

    static long imageBytes(Image image, Sector sector) {
        return parts(image, sector).stream().mapToLong(AddressRange::length).sum();
    }

    boolean isBlank() {
        return wanted.isAll(erased);
    }

    long blankBytes() {
        return wanted.length() - content(wanted.toArray(), 0, wanted.length(), erased);
    }

    /** How much of it is checked afterwards. */
    long checkedBytes() {
        return ranges.stream().mapToLong(AddressRange::length).sum();
    }

    boolean hasWanted() {
        return !ranges.isEmpty();
    }

    Step verification() {
        return verify(sector, wanted, ranges);
    }

    Step wholeVerification() {
        return verify(sector, wanted, List.of(sector.range()));
    }

    /** Every block that is not blank, without what is blank at its ends: that is right since the erase. */
    void blocks(Carrier carrier, BiConsumer<Address, Bytes> each) {
        int size = carrier.blockBytes();
        int grain = carrier.grainBytes();
        for (int at = 0; at < wanted.length(); at += size) {
            int from = at;
            int to = Math.min(at + size, wanted.length());
            while (from < to && wanted.slice(from, Math.min(from + grain, to)).isAll(erased)) {
                from = Math.min(from + grain, to);
            }
            while (to > from && wanted.slice(Math.max(from, to - grain), to).isAll(erased)) {
                to = Math.max(from, to - grain);
            }
            if (from < to) {
                each.accept(sector.range().start().plus(from), wanted.slice(from, to));
            }
        }
    }

    private static Step verify(Sector sector, Bytes wanted, List<AddressRange> ranges) {
        return new Step.Verify(Step.Verify.name(sector), sector.range().start(), wanted, ranges, Optional.of(sector));
    }

    private static List<AddressRange> parts(Image image, Sector sector) {
        return image.segments().stream().flatMap(segment -> segment.range().intersection(sector.range()).stream()).toList();
    }

    private static List<AddressRange> widened(List<AddressRange> parts, Sector sector) {
        var wide = new ArrayList<AddressRange>();
        for (AddressRange part : parts) {
            AddressRange next = Planning.aligned(part, READ_UNIT).intersection(sector.range()).orElseThrow();
            int last = wide.size() - 1;
            if (last >= 0 && wide.get(last).end() >= next.start().unsigned()) {
                long start = wide.get(last).start().unsigned();
                wide.set(last, AddressRange.of(start, Math.max(wide.get(last).end(), next.end()) - start));
            } else {
                wide.add(next);
            }
        }
        return List.copyOf(wide);
    }
}
