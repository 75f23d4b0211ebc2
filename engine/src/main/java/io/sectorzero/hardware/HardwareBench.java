package io.sectorzero.hardware;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.Controls;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.TimeSource;
import io.sectorzero.time.WallTime;
import io.sectorzero.trace.TappedByteLink;
import io.sectorzero.trace.TappedUsbPort;
import io.sectorzero.trace.Trace;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.Set;

/** A real desk. Its serial port is opened when it is first needed, by the line itself or by a switch on a modem line. */
final class HardwareBench implements Bench {

    private final BenchDescription description;
    private final DeskWiring wiring;
    private final WallTime time = new WallTime();
    private final Trace trace = new Trace(time);
    private final Controls controls;
    private final Map<DoorWire, ControlDoor> doors = new java.util.HashMap<>();
    private SerialPortLink serial;
    private LibUsbPort usb;

    HardwareBench(BenchDescription description, DeskWiring wiring) {
        this.description = description;
        this.wiring = wiring;
        Optional<Prompt> prompt = ServiceLoader.load(Prompt.class).findFirst();
        var actuators = new EnumMap<Switch, WiredControls.Actuator>(Switch.class);
        wiring.switches().forEach((which, wire) -> actuators.put(which, told(which, actuator(which, wire, prompt))));
        this.controls = new WiredControls(description.name(), actuators);
    }

    @Override public String name() {
        return description.name();
    }

    @Override public Optional<String> device() {
        return description.device();
    }

    @Override public Optional<String> uniqueId() {
        return description.uniqueId();
    }

    @Override public OptionalDouble supplyVolts() {
        return description.supply();
    }

    @Override public TimeSource time() {
        return time;
    }

    @Override public Trace trace() {
        return trace;
    }

    @Override public Set<Capability> capabilities() {
        return wiring.capabilities();
    }

    @Override public ByteLink uart() {
        return new TappedByteLink(serial(), trace, "uart");
    }

    @Override public UsbPort usb() {
        if (wiring.usb().isEmpty()) {
            throw missing("USB", "neither usb.dfu nor usb.probe is in its description");
        }
        if (usb == null) {
            usb = new LibUsbPort(wiring.usb(), time);
        }
        return new TappedUsbPort(usb, trace, "usb");
    }

    @Override public Optional<DebugProbe> probe() {
        return Optional.empty();
    }

    @Override public Controls controls() {
        return controls;
    }

    @Override public void close() {
        if (serial != null) {
            serial.close();
        }
        if (usb != null) {
            usb.close();
        }
        doors.values().forEach(ControlDoor::close);
        doors.clear();
    }

    private SerialPortLink serial() {
        String port = wiring.uartPort().orElseThrow(() -> missing("serial port", "the key uart.port is not in its description"));
        if (serial == null || serial.isClosed()) {
            serial = SerialPortLink.open(port, wiring.uartSettings(), atRest(), time);
        }
        return serial;
    }

    private ModemState atRest() {
        ModemState state = ModemState.USUAL;
        for (var entry : wiring.switches().entrySet()) {
            if (entry.getValue() instanceof ModemLine line) {
                state = state.with(line.output(), line.asserted(entry.getKey().restsActive()));
            }
        }
        return state;
    }

    private WiredControls.Actuator actuator(Switch which, Wire wire, Optional<Prompt> prompt) {
        if (wire instanceof ModemLine line) {
            return active -> serial().drive(line.output(), line.asserted(active));
        }
        if (wire instanceof DoorWire door) {
            return active -> door(door).ask(doorCommand(which, active));
        }
        return new ManualControls(which, prompt);
    }

    // A door that was lost may be served again by now; the next switch tries anew.
    private ControlDoor door(DoorWire wire) {
        ControlDoor open = doors.get(wire);
        if (open == null || open.isClosed()) {
            open = ControlDoor.open(wire.host(), wire.port());
            doors.put(wire, open);
        }
        return open;
    }

    private static String doorCommand(Switch which, boolean active) {
        return switch (which) {
            case POWER -> active ? "power on" : "power off";
            case RESET -> active ? "reset assert" : "reset release";
            case BOOT0 -> active ? "boot0 1" : "boot0 0";
        };
    }

    private WiredControls.Actuator told(Switch which, WiredControls.Actuator actuator) {
        return active -> {
            trace.step("bench", "%s %s", which.key(), active ? "on" : "off");
            actuator.set(active);
        };
    }

    private CapabilityMissing missing(String what, String evidence) {
        return new CapabilityMissing(Diagnosis.of("bench %s has no %s", name(), what)
                .because("%s", evidence)
                .remedy("choose a bench that has it, or describe where it is wired"));
    }
}
