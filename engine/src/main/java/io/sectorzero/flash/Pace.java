package io.sectorzero.flash;

import io.sectorzero.device.BootloaderProfile;
import io.sectorzero.device.FlashTimings;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.device.Span;
import io.sectorzero.memory.AddressRange;
import java.time.Duration;
import java.util.List;

/** How fast a chip and what carries the work to it are. */
final class Pace {

    static final Span NOTHING = new Span(Duration.ZERO, Duration.ZERO);

    private final FlashTimings timings;
    private final BootloaderProfile rom;
    private final Parallelism width;
    private final Carrier carrier;

    Pace(FlashPlan plan) {
        timings = plan.chip().device().timings();
        rom = plan.chip().device().bootloader();
        width = plan.width();
        carrier = plan.carrier();
    }

    Span erasing(Sector sector) {
        return timings.erase(sector, width).plus(exactly(carrier.erasing()));
    }

    Span erasingEverything() {
        return timings.massErase(width).plus(exactly(carrier.erasing()));
    }

    Span writing(int bytes) {
        Span programming = timings.program(bytes, width);
        Span carrying = exactly(carrier.writing(bytes));
        return carrier.writesAhead() ? programming.orLonger(carrying) : programming.plus(carrying);
    }

    Span checking(List<AddressRange> ranges) {
        return exactly(ranges.stream().map(range -> carrier.checking(range.length())).reduce(Duration.ZERO, Duration::plus));
    }

    Span starting() {
        return exactly(carrier.starting());
    }

    Span options() {
        return timings.optionWrite();
    }

    /** Lifting read protection: a mass erase as wide as the bootloader dares by itself, and new option bytes. */
    Span wipe() {
        return timings.massErase(rom.assumed().width()).plus(timings.optionWrite());
    }

    private static Span exactly(Duration time) {
        return new Span(time, time);
    }
}
