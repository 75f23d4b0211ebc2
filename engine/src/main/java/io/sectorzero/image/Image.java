package io.sectorzero.image;

import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is to be in memory: segments in ascending order that neither touch nor overlap, and for each byte the place in the
 * file it came from. Never empty.
 */
public final class Image {

    private final String name;
    private final ImageFormat format;
    private final List<Segment> segments;
    private final Optional<Address> entry;
    private final Provenance provenance;
    private final List<DfuTarget> targets;
    private final long size;

    Image(String name, ImageFormat format, List<Segment> segments, Optional<Address> entry, Provenance provenance,
            List<DfuTarget> targets) {
        this.name = name;
        this.format = format;
        this.segments = List.copyOf(segments);
        this.entry = entry;
        this.provenance = provenance;
        this.targets = List.copyOf(targets);
        this.size = segments.stream().mapToLong(segment -> segment.data().length()).sum();
    }

    /**
     * An image that lies in no file, in the format that carries nothing but bytes. Its places are called {@code segment 1}, …
     *
     * @throws ImageRejected when there is no segment, or two contradict each other
     */
    public static Image of(String name, Segment... segments) {
        var pieces = new Pieces(name, ImageFormat.RAW_BINARY, "segment %d");
        for (int i = 0; i < segments.length; i++) {
            byte[] data = segments[i].data().toArray();
            pieces.add(segments[i].start().unsigned(), data, 0, data.length, i + 1);
        }
        return pieces.image(Optional.empty());
    }

    /** The file as the user named it. */
    public String name() {
        return name;
    }

    public ImageFormat format() {
        return format;
    }

    public List<Segment> segments() {
        return segments;
    }

    /** Where execution begins, if the file says so; as written there, which for Thumb code means with bit 0 set. */
    public Optional<Address> entry() {
        return entry;
    }

    /** What a DfuSe file holds for each alternate setting, 0 included; empty for every other format. */
    public List<DfuTarget> targets() {
        return targets;
    }

    /** Bytes of content, gaps not counted. */
    public long size() {
        return size;
    }

    /** From the first byte of content to the last, gaps included. */
    public AddressRange span() {
        AddressRange last = segments.get(segments.size() - 1).range();
        Address first = segments.get(0).start();
        return new AddressRange(first, last.end() - first.unsigned());
    }

    /** Where in the file this byte came from: {@code line 17}, {@code offset 0x1A4}, {@code program header 2}. */
    public String whereIs(Address address) {
        return covers(address) ? provenance.at(address.unsigned()) : "not in the file";
    }

    public boolean covers(Address address) {
        int index = lastStartingAtOrBefore(address);
        return index >= 0 && segments.get(index).range().contains(address);
    }

    /** The content of a range; {@code fill} where the image has none. The range must fit into an array. */
    public Bytes contentOf(AddressRange range, int fill) {
        var content = new byte[Math.toIntExact(range.length())];
        Arrays.fill(content, (byte) fill);
        for (int i = Math.max(0, lastStartingAtOrBefore(range.start())); i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.start().unsigned() >= range.end()) {
                break;
            }
            segment.range().intersection(range).ifPresent(shared -> {
                int from = (int) shared.start().minus(segment.start());
                segment.data().slice(from, from + (int) shared.length())
                        .copyInto(content, (int) shared.start().minus(range.start()));
            });
        }
        return Bytes.copyOf(content);
    }

    private int lastStartingAtOrBefore(Address address) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (segments.get(middle).start().compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    @Override public String toString() {
        return "%s: %s, %d bytes in %d segment(s), %s".formatted(name, format, size, segments.size(), span());
    }
}
