package io.sectorzero.image;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a parser finds, in the order of the file, and makes an image of it: sorted, neighbours joined,
 * contradictions refused. Memory grows with the content that is really there, never with a number the file claims.
 */
final class Pieces {

    /** Sixteen times the largest STM32F412: room for any neighbour, and an end to everything hostile. */
    static final int LARGEST_CONTENT = 16 << 20;
    static final int MOST_RUNS = 1 << 20;
    static final int MOST_SEGMENTS = 1 << 16;

    private static final long SPACE = 1L << 32;

    private final String file;
    private final ImageFormat format;
    private final Provenance provenance;
    private final List<Run> runs = new ArrayList<>();
    private byte[] content = new byte[4096];
    private int used;

    Pieces(String file, ImageFormat format, String placeFormat) {
        this.file = file;
        this.format = format;
        this.provenance = new Provenance(placeFormat);
    }

    /** One record: {@code count} bytes of {@code source} from {@code at}, for {@code address}, found at {@code place}. */
    void add(long address, byte[] source, int at, int count, int place) {
        add(address, source, at, count, place, count);
    }

    /** A block in which {@code place} counts up by one every {@code each} bytes. */
    void add(long address, byte[] source, int at, int count, int place, int each) {
        if (count == 0) {
            return;
        }
        if (address + count > SPACE) {
            throw Complaint.doubtful(Complaint.about(file, provenance.say(place),
                    "%d bytes at %s run over the end of the address space", count, Address.of(address)));
        }
        append(source, at, count, place);
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).goesOnWith(address, count, place)) {
            runs.set(last, runs.get(last).longer(count));
        } else {
            open(new Run(address, used - count, count, each, place));
        }
    }

    private void append(byte[] source, int at, int count, int place) {
        if (count > LARGEST_CONTENT - used) {
            throw Complaint.rejected(
                    Complaint.about(file, provenance.say(place), "the image is too large")
                            .because("it holds more than %d bytes up to here; that is the limit", LARGEST_CONTENT),
                    ImageCause.TOO_LARGE.suspect(CERTAIN), "choose an image made for the part on the bench");
        }
        if (used + count > content.length) {
            content = Arrays.copyOf(content, Math.max(used + count, content.length * 2));
        }
        System.arraycopy(source, at, content, used, count);
        used += count;
    }

    private void open(Run run) {
        if (runs.size() == MOST_RUNS) {
            throw Complaint.doubtful(Complaint.about(file, provenance.say(run.place()),
                    "the content comes in more than %d scattered pieces", MOST_RUNS));
        }
        runs.add(run);
    }

    Image image(Optional<Address> entry) {
        return image(entry, List.of());
    }

    /** @throws ImageRejected when nothing was collected, or two pieces say different things about one address */
    Image image(Optional<Address> entry, List<DfuTarget> targets) {
        if (runs.isEmpty()) {
            throw Complaint.rejected(Diagnosis.of("%s holds nothing to flash", file),
                    ImageCause.DAMAGED.suspect(LIKELY), "check that this is the file you meant and that its build succeeded");
        }
        // The sort is stable: of two runs that start alike the earlier in the file comes first and is named as the origin.
        runs.sort(Comparator.comparingLong(Run::start));
        return new Image(file, format, segments(), entry, provenance, targets);
    }

    private List<Segment> segments() {
        var merged = new byte[used];
        var starts = new ArrayList<long[]>();
        int out = 0;
        long end = -1;
        for (Run run : runs) {
            if (run.start() > end) {
                starts.add(new long[] {run.start(), out});
                refuseTooMany(starts.size(), run);
            }
            int known = run.start() < end ? (int) Math.min(run.length(), end - run.start()) : 0;
            refuseContradiction(run, known, merged, out - (int) Math.max(0, end - run.start()));
            int fresh = run.length() - known;
            if (fresh > 0) {
                provenance.add(run.start() + known, run);
                System.arraycopy(content, run.offset() + known, merged, out, fresh);
                out += fresh;
                end = run.end();
            }
        }
        return cut(Bytes.copyOf(merged, 0, out), starts);
    }

    private void refuseTooMany(int segments, Run run) {
        if (segments > MOST_SEGMENTS) {
            throw Complaint.doubtful(Complaint.about(file, provenance.say(run.place()),
                    "the content lies in more than %d separate places", MOST_SEGMENTS));
        }
    }

    /** The first {@code known} bytes of the run are in place already, from {@code at} on; they must be the same bytes. */
    private void refuseContradiction(Run run, int known, byte[] merged, int at) {
        int differs = known == 0 ? -1
                : Arrays.mismatch(merged, at, at + known, content, run.offset(), run.offset() + known);
        if (differs >= 0) {
            long address = run.start() + differs;
            String here = provenance.say(run.placeOf(address));
            throw Complaint.rejected(
                    Complaint.about(file, here, "it contradicts %s about %s", provenance.at(address), Address.of(address))
                            .because("%s says %02X", provenance.at(address), merged[at + differs] & 0xFF)
                            .because("%s says %02X", here, content[run.offset() + differs] & 0xFF),
                    ImageCause.OVERLAP.suspect(CERTAIN),
                    "merge images that do not overlap, or remove one of the two");
        }
    }

    private static List<Segment> cut(Bytes merged, List<long[]> starts) {
        var segments = new ArrayList<Segment>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int from = (int) starts.get(i)[1];
            int to = i + 1 < starts.size() ? (int) starts.get(i + 1)[1] : merged.length();
            segments.add(new Segment(Address.of(starts.get(i)[0]), merged.slice(from, to)));
        }
        return segments;
    }
}
