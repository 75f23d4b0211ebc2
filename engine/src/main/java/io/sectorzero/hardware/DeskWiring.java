package io.sectorzero.hardware;

import io.sectorzero.bench.Capability;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.link.LineSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a hardware bench file says about wires, read and checked as a whole.
 *
 * <pre>
 *   [uart]
 *   port = "/dev/ttyUSB0"
 *   baud = 115200                                     # 115200 when nobody says
 *
 *   [usb]
 *   dfu    = "0483:DF11"                              # the devices that are this board's; * for any product
 *   probe  = "0483:374B"
 *   serial = "3377337E3539"                           # where more than one of a kind is plugged in
 *   probe-serial = "066DFF515049657187212124"         # the probe's own, where it has another
 *
 *   [controls]
 *   reset = { line = "uart.rts", active = "low" }     # a modem line of the adapter
 *   boot0 = { door = "127.0.0.1:7000" }               # a control door
 *   power = { manual = true }                         # a person is asked
 *   door  = "127.0.0.1:7000"                          # a control door for every switch not named above
 * </pre>
 */
record DeskWiring(Optional<String> uartPort, LineSettings uartSettings, List<UsbFilter> usb, Set<Capability> onUsb,
                  Map<Switch, Wire> switches) {

    private static final int SLOWEST_BAUD = 300;
    private static final int FASTEST_BAUD = 4_000_000;
    private static final int USUAL_BAUD = 115_200;

    DeskWiring {
        usb = List.copyOf(usb);
        onUsb = Set.copyOf(onUsb);
        switches = Map.copyOf(switches);
    }

    static DeskWiring read(DescriptionFile file) {
        refuseClaims(file);
        Optional<String> port = file.string("uart.port");
        int baud = (int) file.integer("uart.baud", SLOWEST_BAUD, FASTEST_BAUD).orElse(USUAL_BAUD);
        var switches = new EnumMap<Switch, Wire>(Switch.class);
        Optional<Wire> forAll = file.string("controls.door").map(written -> door(file, "controls.door", written));
        for (Switch each : Switch.values()) {
            wire(file, "controls." + each.key(), port.isPresent()).or(() -> forAll).ifPresent(wire -> switches.put(each, wire));
        }
        List<UsbFilter> usb = usb(file);
        var onUsb = EnumSet.noneOf(Capability.class);
        file.string("usb.dfu").ifPresent(device -> onUsb.add(Capability.USB));
        file.string("usb.probe").ifPresent(device -> onUsb.add(Capability.PROBE));
        file.refuseUnknownKeys();
        refuseSharedLine(file, switches);
        return new DeskWiring(port, LineSettings.even(baud), usb, onUsb, switches);
    }

    /** What is wired, never more. */
    Set<Capability> capabilities() {
        var capabilities = EnumSet.noneOf(Capability.class);
        uartPort.ifPresent(port -> capabilities.add(Capability.UART));
        capabilities.addAll(onUsb);
        switches.keySet().forEach(each -> capabilities.add(each.capability()));
        return capabilities;
    }

    private static List<UsbFilter> usb(DescriptionFile file) {
        Optional<String> serial = file.string("usb.serial");
        Optional<String> probes = file.string("usb.probe-serial").or(() -> serial);
        var filters = new ArrayList<UsbFilter>();
        for (String key : List.of("usb.dfu", "usb.probe")) {
            file.string(key).ifPresent(written -> filters.add(UsbFilter.parse(written, key.equals("usb.probe") ? probes : serial).orElseThrow(() -> file.complaint(key,
                    "a USB device is written \"0483:DF11\", or \"0483:*\" for any product, not \"%s\"".formatted(written)))));
        }
        if (filters.isEmpty() && probes.isPresent()) {
            throw file.complaint("usb.serial", "say what has this serial number: usb.dfu or usb.probe");
        }
        return filters;
    }

    // The first of two locks on what cannot be undone: no file may say that a real chip can be used up.
    private static void refuseClaims(DescriptionFile file) {
        for (String claim : file.strings("capabilities")) {
            if (claim.replace('-', '_').equalsIgnoreCase(Capability.EXPENDABLE_CHIP.name())) {
                throw file.complaint("capabilities", "no chip on a real bench is expendable; only a simulator may claim it");
            }
            throw file.complaint("capabilities", "a hardware bench can do what is wired; describe the wire of \"%s\" instead"
                    .formatted(claim));
        }
    }

    private static Optional<Wire> wire(DescriptionFile file, String key, boolean hasUart) {
        if (!file.has(key)) {
            return Optional.empty();
        }
        Optional<String> line = file.string(key + ".line");
        Optional<Level> active = file.choice(key + ".active", Level.class);
        Optional<String> door = file.string(key + ".door");
        boolean person = file.flag(key + ".manual").orElse(false);
        int ways = (line.isPresent() ? 1 : 0) + (door.isPresent() ? 1 : 0) + (person ? 1 : 0);
        if (ways != 1) {
            throw file.complaint(key, "exactly one of line, door and manual says what this switch is wired to");
        }
        if (line.isPresent() && !hasUart) {
            throw file.complaint(key, "a modem line needs the port it belongs to: uart.port");
        }
        if (line.isPresent() != active.isPresent()) {
            throw file.complaint(key, "line and active belong together: active = \"low\" or \"high\" is the level of the pin");
        }
        if (person) {
            return Optional.of(new PersonWire());
        }
        return line.<Wire>map(written -> modemLine(file, key, written, active.orElseThrow()))
                .or(() -> door.map(written -> door(file, key, written)));
    }

    private static ModemLine modemLine(DescriptionFile file, String key, String written, Level active) {
        for (ModemLine.Output output : ModemLine.Output.values()) {
            if (written.equals("uart." + output.name().toLowerCase(Locale.ROOT))) {
                return new ModemLine(output, active == Level.HIGH);
            }
        }
        throw file.complaint(key, "\"%s\" is none of uart.rts, uart.dtr".formatted(written));
    }

    private static Wire door(DescriptionFile file, String key, String written) {
        int colon = written.lastIndexOf(':');
        try {
            int port = Integer.parseInt(written.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= 0xFFFF) {
                return new DoorWire(written.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            throw file.complaint(key, "\"%s\" has no port number after its colon".formatted(written));
        }
        throw file.complaint(key, "a control door is written \"host:port\", not \"%s\"".formatted(written));
    }

    private static void refuseSharedLine(DescriptionFile file, Map<Switch, Wire> switches) {
        var owners = new EnumMap<ModemLine.Output, Switch>(ModemLine.Output.class);
        switches.forEach((each, wire) -> {
            if (wire instanceof ModemLine line && owners.putIfAbsent(line.output(), each) != null) {
                throw file.complaint("controls." + each.key(), "uart.%s already drives %s"
                        .formatted(line.output().name().toLowerCase(Locale.ROOT), owners.get(line.output()).key()));
            }
        });
    }

    private enum Level { LOW, HIGH }
}
