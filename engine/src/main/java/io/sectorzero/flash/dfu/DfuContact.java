package io.sectorzero.flash.dfu;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.bench.Capability;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.protocol.dfu.DfuDescriptors;
import io.sectorzero.protocol.dfu.DfuSession;
import io.sectorzero.protocol.dfu.DfuState;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The device on the bus: finds it, opens it, brings it to idle, and takes it up again after a reset, by its serial number.
 * Whether and how to try again after a failure is decided elsewhere.
 */
final class DfuContact {

    private static final int ST = 0x0483;
    private static final int DFU_BOOTLOADER = 0xDF11;

    // 380 ms for USB and 180 ms for the crystal, AN2606 Rev 70; the rest is for hosts, which take their time with a new device.
    static final Duration ENUMERATES = Duration.ofSeconds(3);
    private static final Duration LEAVES_BUS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    // The longest an earlier host may have left the chip busy: erasing everything. DS11139 Rev 8 Table 49.
    private static final Duration EARLIER_WORK = Duration.ofSeconds(32);

    private final UsbPort port;
    private final TimeSource time;
    private final BootloaderEntry entry;
    private final Map<Fact, Observation> observed = new EnumMap<>(Fact.class);
    private final List<String> recoveries = new ArrayList<>();
    private Optional<UsbLink> link = Optional.empty();
    private Optional<UsbIdentity> known = Optional.empty();
    private boolean afresh;
    private boolean everAnswered;

    DfuContact(UsbPort port, TimeSource time, BootloaderEntry entry) {
        this.port = port;
        this.time = time;
        this.entry = entry;
    }

    /** The next contact begins with a reset, whatever is on the bus. */
    void resetNext() {
        afresh = true;
    }

    /**
     * Opens the device. One that is on the bus is taken as it is; only where there is none, or it was asked for, the board is
     * reset into its bootloader.
     */
    DfuSession establish() {
        observed.clear();
        close();
        entry.hold();
        boolean reset = (afresh || fitting().isEmpty()) && entry.enter();
        afresh = false;
        DfuSession session = opened(reset ? "the board was reset with BOOT0 %s before".formatted(
                entry.has(Capability.BOOT0) ? "high" : "as it is wired, which this bench does not drive")
                : "this bench can neither reset the board nor switch its supply");
        settle(session);
        everAnswered = true;
        return session;
    }

    /** A device that left the bus and came back. @throws TargetSilent at once, when it is not there */
    DfuSession reopened() {
        close();
        if (fitting().isEmpty()) {
            throw new TargetSilent(Diagnosis.of("The DFU device is not on the bus any more")
                    .because("it was %s", known.map(UsbIdentity::toString).orElse("never seen")).leaves(BoardState.UNKNOWN));
        }
        DfuSession session = opened("it had come back before");
        settle(session);
        return session;
    }

    /** After a reset the chip makes by itself. */
    DfuSession again() {
        awaitGone();
        close();
        try {
            DfuSession session = opened("the chip reset itself");
            settle(session);
            return session;
        } catch (TargetSilent silent) {
            observe(Fact.SILENCE_DURING.is("options", "no DFU device came back after the reset that a change of options causes"));
            throw silent.with(silent.diagnosis().leaves(BoardState.OPTIONS_CHANGED).because("%s", entry.has(Capability.BOOT0)
                    ? "BOOT0 was held high" : "BOOT0 is not driven by this bench; it must stay high while options are changed"));
        }
    }

    /** Whether the device that left the bus is back, waiting for it as long as one needs. Opens nothing. */
    boolean returns() {
        var deadline = Deadline.in(ENUMERATES, time);
        while (fitting().isEmpty() && !deadline.passed()) {
            time.pass(LOOK);
        }
        return !fitting().isEmpty();
    }

    /** After how many of so many resets the device appears. */
    int appearsAfter(int resets) {
        int appeared = 0;
        for (int i = 0; i < resets; i++) {
            close();
            entry.enter();
            appeared += returns() ? 1 : 0;
        }
        return appeared;
    }

    private void awaitGone() {
        var deadline = Deadline.in(LEAVES_BUS, time);
        while (!fitting().isEmpty() && !deadline.passed()) {
            time.pass(LOOK);
        }
    }

    Optional<UsbIdentity> device() {
        return known;
    }

    boolean everAnswered() {
        return everAnswered;
    }

    List<Observation> observed() {
        return List.copyOf(observed.values());
    }

    List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    void close() {
        link.ifPresent(UsbLink::close);
        link = Optional.empty();
    }

    private List<UsbIdentity> fitting() {
        UsbMatch match = match();
        return port.present().stream().filter(match::fits).toList();
    }

    /** The bootloader's; once it is known, this very one. */
    private UsbMatch match() {
        return new UsbMatch(ST, Set.of(DFU_BOOTLOADER), known.map(UsbIdentity::serial).filter(serial -> !serial.isEmpty()));
    }

    private DfuSession opened(String circumstance) {
        refuseSeveral();
        try {
            UsbLink opened = port.await(match(), Deadline.in(ENUMERATES, time));
            link = Optional.of(opened);
            known = Optional.of(opened.identity());
            observe(Fact.DFU_DEVICE.is("present", "%s is on the bus".formatted(opened.identity())));
            return new DfuSession(opened, time, DfuDescriptors.read(opened, time));
        } catch (TargetSilent silent) {
            if (link.isPresent()) {
                throw silent;
            }
            observe(Fact.DFU_DEVICE.is("absent", "no device %s came within %d ms".formatted(
                    known.map(UsbIdentity::toString).orElse("%04X:%04X".formatted(ST, DFU_BOOTLOADER)), ENUMERATES.toMillis())));
            throw new TargetSilent(Diagnosis.of("No bootloader in DFU mode appears on %s", port.name())
                    .because("%s", observed.get(Fact.DFU_DEVICE).evidence())
                    .because("%s", circumstance));
        } catch (LinkUnavailable unavailable) {
            if (unavailable.diagnosis().suspects().stream().anyMatch(suspect -> suspect.cause().equals("H3"))) {
                observe(Fact.PORT_STATE.is("denied", unavailable.diagnosis().what()));
            } else if (unavailable.diagnosis().suspects().stream().anyMatch(suspect -> suspect.cause().equals("H1"))) {
                observe(Fact.PORT_STATE.is("claimed", unavailable.diagnosis().what()));
            }
            throw unavailable;
        }
    }

    private void refuseSeveral() {
        List<UsbIdentity> there = fitting();
        if (there.size() > 1) {
            throw new WrongDevice(Diagnosis.of("Several boards are in DFU mode, and nobody said which is meant")
                    .because("on %s: %s", port.name(), String.join(", ", there.stream().map(UsbIdentity::toString).toList()))
                    .suspect(CauseCatalogue.load().suspect("H2", CERTAIN))
                    .remedy("name the serial number, or unplug the others"));
        }
    }

    /** D6 of the cause catalogue: an earlier host may have stopped anywhere. */
    private void settle(DfuSession session) {
        try {
            DfuState found = session.settle(EARLIER_WORK);
            String value = switch (found) {
                case IDLE -> "idle";
                case ERROR -> "error";
                case DNBUSY -> "busy";
                default -> "unfinished";
            };
            observe(Fact.DFU_FIRST_STATE.is(value, "it was found in %s".formatted(found)));
            if (found != DfuState.IDLE && !everAnswered) {
                recoveries.add("D6 the DFU device was found in %s, where an earlier program left it; it was brought to idle".formatted(found));
            }
        } catch (TargetRefused stuck) {
            observe(Fact.DFU_FIRST_STATE.is("stuck", String.join("; ", stuck.diagnosis().evidence())));
            throw stuck;
        }
    }

    private void observe(Observation seen) {
        observed.put(seen.fact(), seen);
    }
}
