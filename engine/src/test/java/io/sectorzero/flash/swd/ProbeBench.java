package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.Controls;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A bench with a probe, and nothing else, on paper; its time passes when somebody works or waits, and {@link #acts} says what was done. */
abstract class ProbeBench implements Bench, DebugProbe, TimeSource, Controls {

    final List<String> acts = new ArrayList<>();
    boolean power = true;
    long now;

    private final Trace trace = new Trace(this);

    @Override public String name() {
        return "paper";
    }

    @Override public Optional<String> device() {
        return Optional.of("STM32F412xG");
    }

    @Override public OptionalDouble supplyVolts() {
        return OptionalDouble.empty();
    }

    @Override public TimeSource time() {
        return this;
    }

    @Override public Trace trace() {
        return trace;
    }

    @Override public Set<Capability> capabilities() {
        return EnumSet.of(Capability.PROBE);
    }

    @Override public ByteLink uart() {
        throw new AssertionError("no serial line is on this paper");
    }

    @Override public UsbPort usb() {
        throw new AssertionError("no USB is on this paper");
    }

    @Override public Optional<DebugProbe> probe() {
        return Optional.of(this);
    }

    @Override public Controls controls() {
        return this;
    }

    @Override public void power(boolean on) {
        power = on;
    }

    @Override public void reset(boolean asserted) {
        reset(asserted, Deadline.in(Duration.ofSeconds(1), this));
    }

    @Override public void boot0(boolean high) {
        throw new AssertionError("BOOT0 is not on this paper");
    }

    @Override public void close() {
        acts.add("probe closed");
    }

    @Override public long nanos() {
        return now;
    }

    @Override public void pass(Duration duration) {
        now += duration.toNanos();
    }
}
