package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Which bench a command works on. Flags make up a description on the spot, in the words of a bench file, so that there
 * is one way to open a bench.
 */
final class BenchChoice {

    /** Any number will do; a fixed one tells the same story every time. */
    private static final int USUAL_SEED = 0x5EC7;

    @ArgGroup(exclusive = true)
    Place place = new Place();

    @ArgGroup(exclusive = true)
    Switching switching = new Switching();

    @Option(names = "--usb-serial", paramLabel = "NUMBER", description = "With --usb: which of several boards.")
    Optional<String> usbSerial = Optional.empty();

    @Option(names = "--route", paramLabel = "ROUTE", description = "uart, dfu or swd; otherwise what the bench has.")
    Optional<Route> route = Optional.empty();

    @Option(names = "--supply", paramLabel = "VOLTS",
            description = "VDD as you measured it; lets the chip erase and write wider. Only the default board states its own, 3.3.")
    Optional<Typed.Volts> supply = Optional.empty();

    @Option(names = "--device", paramLabel = "NAME", description = "The chip you expect, for example STM32F412xG.")
    Optional<String> device = Optional.empty();

    @Option(names = "--revision", paramLabel = "NAME", description = "Its revision, for example Z; the bootloader cannot read it.")
    Optional<String> revision = Optional.empty();

    @Option(names = "--baud", paramLabel = "RATE", description = "Line speed; otherwise what the bench says.")
    Optional<Typed.Baud> baud = Optional.empty();

    @Option(names = "--probe", paramLabel = "SERIAL", description = "Over SWD: which of several debug probes.")
    Optional<String> probe = Optional.empty();

    @Option(names = "--speed", paramLabel = "KHZ", description = "Over SWD: no faster than this; otherwise as fast as the wires allow.")
    Optional<Typed.Clock> speed = Optional.empty();

    @Option(names = "--connect", paramLabel = "HOW",
            description = "Over SWD: normal, under-reset, or hot-plug, which resets the chip only for option bytes and a start.")
    Connect connect = Connect.NORMAL;

    /** At most one of them; without any, a healthy simulated board. */
    static final class Place {

        @Option(names = "--board", paramLabel = "FILE", description = "A simulated board, as this file describes it.")
        Optional<Path> board = Optional.empty();

        @Option(names = "--uart", paramLabel = "PORT", description = "A real board on this serial port.")
        Optional<String> uart = Optional.empty();

        @Option(names = "--usb", description = "A real board on this computer's USB; over DFU unless --route says swd.")
        boolean usb;

        @Option(names = "--swd", description = "A real board behind the ST-LINK on this computer's USB.")
        boolean swd;

        boolean onUsb() {
            return usb || swd;
        }

        @Option(names = "--bench", paramLabel = "FILE", description = "Any bench: hardware, simulator or replay.")
        Optional<Path> bench = Optional.empty();
    }

    /** Who resets a real board and sets its BOOT0; without any, it must be in its bootloader already. */
    static final class Switching {

        @Option(names = "--by-hand", description = "With --uart, --usb or --swd: you are asked to press reset and to set BOOT0.")
        boolean person;

        @Option(names = "--control", paramLabel = "[HOST:]PORT", description = "With --uart, --usb or --swd: a control door does it, as \"serve\" has one.")
        Optional<Typed.Door> door = Optional.empty();
    }

    /** What is wrong with these options together. */
    Optional<String> complaint() {
        boolean switched = switching.person || switching.door.isPresent();
        if (switched && place.uart.isEmpty() && !place.onUsb()) {
            return Optional.of("--by-hand and --control go with --uart, --usb and --swd; any other bench says itself how it is switched");
        }
        if (usbSerial.isPresent() && !place.usb) {
            return Optional.of("--usb-serial goes with --usb; a bench file says it itself");
        }
        return place.swd && route.filter(wanted -> wanted != Route.SWD).isPresent()
                ? Optional.of("--swd is the route swd; take --usb for another") : Optional.empty();
    }

    /** What to open. @throws io.sectorzero.failure.BadDescription when a bench file is wrong */
    BenchDescription description() {
        return place.bench.map(BenchDescription::read)
                .or(() -> place.uart.map(this::serialPort))
                .or(() -> place.onUsb() ? Optional.of(usbDevices()) : Optional.empty())
                .or(() -> place.board.map(BenchChoice::simulatedBoard))
                .orElseGet(BenchChoice::healthyBoard);
    }

    /** The same choice with a bench file given in another way. */
    BenchChoice reading(Path file) {
        place.bench = Optional.of(file);
        return this;
    }

    boolean namesPlace() {
        return place.board.isPresent() || place.uart.isPresent() || place.onUsb() || place.bench.isPresent();
    }

    /** The serial line where there is one: it is the route most boards have wired. */
    Route route(Bench bench) {
        return place.swd ? Route.SWD : route.orElseGet(() -> bench.capabilities().contains(Capability.UART) ? Route.UART
                : bench.capabilities().contains(Capability.USB) ? Route.DFU : Route.SWD);
    }

    Stated stated() {
        return new Stated(device, supply.map(stated -> OptionalDouble.of(stated.value())).orElse(OptionalDouble.empty()), revision,
                baud.map(stated -> OptionalInt.of(stated.rate())).orElse(OptionalInt.empty()),
                probing());
    }

    private Probing probing() {
        return new Probing(probe, speed.map(clock -> OptionalInt.of(clock.kilohertz())).orElse(OptionalInt.empty()), connect);
    }

    /** The part that is meant; where nobody named one, the largest, so that nothing is refused too early. */
    Device expected(BenchDescription bench) {
        Catalogue known = Catalogue.load();
        return device.or(bench::device).map(known::device)
                .orElseGet(() -> Collections.max(known.devices(), Comparator.comparing(Device::flashKilobytes)));
    }

    private static BenchDescription healthyBoard() {
        return BenchDescription.parse("the default bench", """
                kind   = "simulator"
                name   = "simulated board"
                device = "STM32F412xG"
                supply = 3.3
                seed   = %d
                """.formatted(USUAL_SEED));
    }

    private static BenchDescription simulatedBoard(Path file) {
        return BenchDescription.parse("--board", """
                kind  = "simulator"
                name  = %s
                board = %s
                seed  = %d
                """.formatted(quoted("simulated " + file.getFileName()), quoted(file.toString()), USUAL_SEED));
    }

    private BenchDescription serialPort(String port) {
        return BenchDescription.parse("--uart", """
                kind = "hardware"
                name = %s
                [uart]
                port = %s
                [controls]
                %s
                """.formatted(quoted(port), quoted(port), switches()));
    }

    // 0483 is ST's: its bootloaders, and every ST-LINK.
    private BenchDescription usbDevices() {
        return BenchDescription.parse("--usb", """
                kind = "hardware"
                name = "USB"
                [usb]
                dfu   = "0483:DF11"
                probe = "0483:*"
                %s
                [controls]
                %s
                """.formatted(usbSerial.map(number -> "serial = " + quoted(number)).orElse(""), switches()));
    }

    private String switches() {
        return switching.person ? "reset = { manual = true }\nboot0 = { manual = true }"
                : switching.door.map(door -> "door = " + quoted(door.toString())).orElse("");
    }

    // TOML v1.0.0 "String": a basic string escapes the backslash, the quotation mark and control characters.
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                quoted.append("\\u%04X".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
