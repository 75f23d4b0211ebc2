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
        return timings.program(bytes, width).plus(exactly(carrier.writing(bytes)));
    }

    Span reading(List<AddressRange> ranges) {
        Duration time = Duration.ZERO;
        for (AddressRange range : ranges) {
            int rest = (int) (range.length() % carrier.blockBytes());
            time = time.plus(carrier.reading(carrier.blockBytes()).multipliedBy(range.length() / carrier.blockBytes()))
                    .plus(rest == 0 ? Duration.ZERO : carrier.reading(rest));
        }
        return exactly(time);
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
