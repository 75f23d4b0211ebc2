package io.sectorzero.replay;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.Controls;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.TappedByteLink;
import io.sectorzero.trace.Trace;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A desk that happened once: its serial line as recorded, its clock following the recording. */
public final class ReplayBench implements Bench {

    /** What a recording shows the effect of without showing the act: the switches of the desk it was made on. */
    private static final Set<Capability> SWITCHES = EnumSet.of(Capability.RESET, Capability.BOOT0, Capability.POWER);

    private final BenchDescription description;
    private final Set<Capability> capabilities;
    private final ReplayByteLink recorded;
    private final Trace trace;
    private final ByteLink uart;

    private ReplayBench(BenchDescription description, Set<Capability> capabilities, ReplayByteLink recorded) {
        this.description = description;
        this.capabilities = capabilities;
        this.recorded = recorded;
        this.trace = new Trace(recorded.time());
        this.uart = new TappedByteLink(recorded, trace, "uart");
    }

    static ReplayBench open(BenchDescription description) {
        var file = description.file();
        var capabilities = EnumSet.of(Capability.UART);
        for (String written : file.strings("switches")) {
            capabilities.add(SWITCHES.stream().filter(c -> c.name().toLowerCase(Locale.ROOT).equals(written)).findFirst()
                    .orElseThrow(() -> file.complaint("switches", "\"%s\" is none of reset, boot0, power".formatted(written))));
        }
        var transcript = Transcript.read(file.relative(file.requireString("recording")));
        file.refuseUnknownKeys();
        if (transcript.turns().isEmpty()) {
            throw new BadDescription(Diagnosis.of("%s holds no bytes of a serial line", transcript.name())
                    .remedy("name a recording or transcript whose lines carry > and < for `uart`"));
        }
        return new ReplayBench(description, Set.copyOf(capabilities), new ReplayByteLink(transcript));
    }

    @Override public String name() {
        return description.name();
    }

    @Override public Optional<String> device() {
        return description.device();
    }

    @Override public OptionalDouble supplyVolts() {
        return description.supply();
    }

    @Override public TimeSource time() {
        return recorded.time();
    }

    @Override public Trace trace() {
        return trace;
    }

    @Override public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override public ByteLink uart() {
        return uart;
    }

    @Override public UsbPort usb() {
        throw missing(Capability.USB);
    }

    @Override public Optional<DebugProbe> probe() {
        return Optional.empty();
    }

    @Override public Controls controls() {
        return new RecordedSwitches();
    }

    /** That everything recorded has happened again. @throws io.sectorzero.failure.RecordingDiffers when something is left */
    public void requireFinished() {
        recorded.requireFinished();
    }

    @Override public void close() {
        uart.close();
    }

    private CapabilityMissing missing(Capability what) {
        return new CapabilityMissing(Diagnosis.of("bench %s has no %s", name(), what)
                .because("it is the recording of a serial line; its file names these switches: %s", capabilities)
                .remedy("use a bench that has it, or add it to `switches` if the desk it was recorded on had it"));
    }

    /** What the switches did is in the recorded answers already; using one is noted, and allowed where there was one. */
    private final class RecordedSwitches implements Controls {

        @Override public void power(boolean on) {
            note(Capability.POWER, on ? "on" : "off");
        }

        @Override public void reset(boolean asserted) {
            note(Capability.RESET, asserted ? "asserted" : "released");
        }

        @Override public void boot0(boolean high) {
            note(Capability.BOOT0, high ? "high" : "low");
        }

        private void note(Capability which, String how) {
            if (!capabilities.contains(which)) {
                throw missing(which);
            }
            trace.note("bench", "%s %s, as recorded", which.name().toLowerCase(Locale.ROOT), how);
        }
    }
}
