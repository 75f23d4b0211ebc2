package io.sectorzero.hil;

import io.sectorzero.bench.Bench;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The board of the chosen bench, as a test sees it: whether it is real is nobody's business here. */
public final class Target {

    private final Bench bench;
    private final Map<Route, Workshop> workshops = new EnumMap<>(Route.class);

    Target(Bench bench) {
        this.bench = bench;
    }

    public Bench bench() {
        return bench;
    }

    /** The workshop over one route; the same one each time. Closed when the test is over. */
    public Workshop over(Route route) {
        return workshops.computeIfAbsent(route, wanted -> Workshop.open(bench, wanted));
    }

    /** Writes and verifies an image over the serial line. */
    public FlashReport flash(Image image) {
        return over(Route.UART).flash(image, Policy.careful());
    }

    public Bytes read(AddressRange range) {
        return over(Route.UART).read(range);
    }

    /** What the board holds where the image has content. */
    List<Segment> read(Image image) {
        var found = new ArrayList<Segment>();
        for (Segment segment : image.segments()) {
            found.add(new Segment(segment.start(), read(segment.range())));
        }
        return found;
    }

    /** The last report of any route, for the evidence. */
    Optional<FlashReport> lastReport() {
        return workshops.values().stream().map(Workshop::lastReport).flatMap(Optional::stream).findFirst();
    }

    void close() {
        workshops.values().forEach(Workshop::close);
        workshops.clear();
    }
}
