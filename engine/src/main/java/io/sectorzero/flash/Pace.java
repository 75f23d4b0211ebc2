package io.sectorzero.flash;

import io.sectorzero.device.BootloaderProfile;
import io.sectorzero.device.FlashTimings;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.device.Span;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.AddressRange;
import java.time.Duration;
import java.util.List;

/** How fast a chip and the serial line to its ROM bootloader are. */
final class Pace {

    static final Span NOTHING = new Span(Duration.ZERO, Duration.ZERO);

    // Bytes on the wire besides the data, both directions. AN3155 Rev 20: Write Memory is 31 CE, address and checksum,
    // count, data, checksum, three ACKs; Read Memory is 11 EE, address and checksum, count twice, three ACKs, data;
    // Extended Erase of one sector is 44 BB, count, number, checksum, two ACKs.
    private static final int WRITE_FRAME = 12;
    private static final int READ_FRAME = 12;
    private static final int ERASE_FRAME = 9;

    private final FlashTimings timings;
    private final BootloaderProfile rom;
    private final Parallelism width;
    private final LineSettings line;

    Pace(FlashPlan plan) {
        timings = plan.chip().device().timings();
        rom = plan.chip().device().bootloader();
        width = plan.width();
        line = plan.line();
    }

    Span erasing(Sector sector) {
        return timings.erase(sector, width).plus(wire(ERASE_FRAME));
    }

    Span erasingEverything() {
        return timings.massErase(width).plus(wire(ERASE_FRAME));
    }

    Span writing(int bytes) {
        return timings.program(bytes, width).plus(wire(WRITE_FRAME + bytes));
    }

    Span reading(List<AddressRange> ranges) {
        long bytes = 0;
        for (AddressRange range : ranges) {
            bytes += range.length() + (range.length() + rom.blockBytes() - 1) / rom.blockBytes() * READ_FRAME;
        }
        return wire(bytes);
    }

    Span options() {
        return timings.optionWrite();
    }

    /** Lifting read protection: a mass erase as wide as the bootloader dares by itself, and new option bytes. */
    Span wipe() {
        return timings.massErase(rom.assumed().width()).plus(timings.optionWrite());
    }

    private Span wire(long bytes) {
        var time = Duration.ofNanos(bytes * line.bitsPerByte() * 1_000_000_000L / line.baud());
        return new Span(time, time);
    }
}
