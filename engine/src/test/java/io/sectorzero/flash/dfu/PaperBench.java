package io.sectorzero.flash.dfu;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.Controls;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A bench with nothing but a {@link PaperLoader} on its USB. */
record PaperBench(PaperLoader loader, Trace trace) implements Bench {

    PaperBench(PaperLoader loader) {
        this(loader, new Trace(loader.time()));
    }

    @Override public String name() {
        return "paper";
    }

    @Override public Optional<String> device() {
        return Optional.empty();
    }

    @Override public OptionalDouble supplyVolts() {
        return OptionalDouble.empty();
    }

    @Override public TimeSource time() {
        return loader.time();
    }

    @Override public Set<Capability> capabilities() {
        return Set.of(Capability.USB);
    }

    @Override public ByteLink uart() {
        throw new AssertionError("nobody may ask for a serial line here");
    }

    @Override public UsbPort usb() {
        return loader;
    }

    @Override public Optional<DebugProbe> probe() {
        return Optional.empty();
    }

    @Override public Controls controls() {
        throw new AssertionError("there are no switches here");
    }

    @Override public void close() {
        // There is nothing to close.
    }
}
