package io.sectorzero.hil;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
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
import java.util.Set;

/** The board of the chosen bench, as a test sees it: whether it is real is nobody's business here. */
public final class Target {

    private final Bench bench;
    private final Map<Route, Workshop> workshops = new EnumMap<>(Route.class);
    private Route usual;

    Target(Bench bench) {
        this.bench = bench;
        this.usual = usual(bench.capabilities());
    }

    private static Route usual(Set<Capability> capabilities) {
        if (capabilities.contains(Capability.UART)) {
            return Route.UART;
        }
        return capabilities.contains(Capability.USB) ? Route.DFU : Route.SWD;
    }

    public Bench bench() {
        return bench;
    }

    /** The workshop over one route; the same one each time. Closed when the test is over. */
    public Workshop over(Route route) {
        return workshops.computeIfAbsent(route, wanted -> Workshop.open(bench, wanted));
    }

    /** The workshop over the usual route: the serial line where the bench has one, then USB, unless a test chose another. */
    public Workshop workshop() {
        return over(usual);
    }

    /** From now on this is the usual route. */
    public Target by(Route route) {
        usual = route;
        return this;
    }

    /** Writes and verifies an image by the usual route. */
    public FlashReport flash(Image image) {
        return workshop().flash(image, Policy.careful());
    }

    /** Reads by the usual route. */
    public Bytes read(AddressRange range) {
        return workshop().read(range);
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
