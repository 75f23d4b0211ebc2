package io.sectorzero.flash.swd;

import io.sectorzero.device.Parallelism;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.Optional;

/** The probe writes every unit into the flash itself. Needs neither RAM nor a core that runs. */
final class HostWriter implements BlockWriter {

    private final FlashInterface flash;
    private Optional<Parallelism> begun = Optional.empty();

    HostWriter(FlashInterface flash) {
        this.flash = flash;
    }

    @Override public void write(Address to, Bytes data, Parallelism width, Duration patience) {
        if (!begun.equals(Optional.of(width))) {
            finish();
            flash.beginProgramming(width);
            begun = Optional.of(width);
        }
        try {
            flash.program(to, data, width, patience);
        } catch (SectorZeroException failure) {
            begun = Optional.empty();
            throw failure;
        }
    }

    @Override public void finish() {
        if (begun.isPresent()) {
            begun = Optional.empty();
            flash.endProgramming();
        }
    }

    @Override public void settle() {
        finish();
    }
}
