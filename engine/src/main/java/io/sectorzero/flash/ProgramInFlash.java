package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the program that is in the chip's flash tells of itself, by being read. C7 of the cause catalogue. */
final class ProgramInFlash {

    /** As much is read as comes in this time: most programs over the debug port, the first 10 KB over a serial line. */
    private static final Duration AFFORDED = Duration.ofSeconds(1);

    private final Programmer programmer;
    private final Device device;

    ProgramInFlash(Programmer programmer, Device device) {
        this.programmer = programmer;
        this.device = device;
    }

    /** Whether it holds the keys to the option bytes; empty where the flash cannot be read. */
    Optional<Observation> keys(Fact fact) {
        return begun().map(read -> OptionKeys.in(List.of(read))
                .map(keys -> fact.is("both", "the program in flash holds %s: it can set protection itself, at each start", keys))
                .orElseGet(() -> fact.is("none", "the first %d KB of flash do not hold both keys to the option bytes", read.range().length() / 1024)));
    }

    /** The beginning of the flash. */
    private Optional<Segment> begun() {
        int block = programmer.carrier().blockBytes();
        long blocks = Math.max(1, AFFORDED.toNanos() / programmer.carrier().reading(block).toNanos());
        var range = new AddressRange(device.layout().base(), Math.min(device.layout().sizeBytes(), blocks * block));
        byte[] all = new byte[(int) range.length()];
        try {
            for (int at = 0; at < all.length; at += block) {
                programmer.read(range.start().plus(at), block).copyInto(all, at);
            }
            return Optional.of(new Segment(range.start(), Bytes.copyOf(all)));
        } catch (TargetRefused closed) {
            return Optional.empty();
        }
    }
}
