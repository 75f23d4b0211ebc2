package io.sectorzero.sim.serve;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.link.LineSettings;
import io.sectorzero.link.LineSettings.Parity;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.Switchable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the control door understands. A command runs on the world's thread; what it has to do with files it does before
 * and after that on a thread for files, so that a slow disk holds up nobody but the one who asked.
 */
final class ControlCommands {

    // Where main flash lies in the address space: DS11139 Rev 8 Figure 18 "Memory map".
    private static final Address FLASH = new Address(0x0800_0000);
    private static final double HIGHEST_VOLTS = 4.0;
    private static final int FASTEST_BAUD = 4_000_000;

    private static final List<String> HELP = List.of(
            "status                       what the board does now",
            "power on|off|cycle           the supply",
            "vdd VOLTS                    what the supply gives while it is on",
            "reset [assert|release|pulse] NRST; a pulse when nothing is said",
            "boot0 0|1                    the BOOT0 switch, read by the chip at its next reset",
            "probe in|out                 the debug probe's plug in the computer; without it nobody has hold of the board",
            "cable in|out                 the computer's USB cable; with it in, the loader chooses USB at its next look",
            "line [BAUD] [8E1|8N1|8O1]    the UART for clients that cannot say it; shows it when nothing is said",
            "dump FILE                    write the flash content to a new file",
            "load FILE [ADDRESS]          put a raw file into the flash, from 0x08000000 on if nothing is said",
            "erase                        make the flash blank, whatever protects it",
            "options                      the stored option bytes",
            "faults                       what is wrong with this board on purpose",
            "fault KEY = VALUE, …         lay a fault, written as in a [[fault]] of a board file",
            "unmodelled                   what was touched although the model does not know it",
            "quit                         end this conversation",
            "shutdown                     stop serving");

    /** Where a command is carried out, in two steps. */
    interface Places {

        void onWorld(Runnable work);

        void onFiles(Runnable work);

        void shutDown();
    }

    /** A command that needs the board and answers at once. */
    @FunctionalInterface
    private interface Command {
        ControlReply run(List<String> arguments) throws Refused;
    }

    private final ServedWorld world;
    private final Places places;
    private final Consumer<LineSettings> usualLine;
    private final Map<String, Command> commands = new TreeMap<>();

    /** @param usualLine told what the line is for clients that cannot say it */
    ControlCommands(ServedWorld world, Places places, Consumer<LineSettings> usualLine) {
        this.world = world;
        this.places = places;
        this.usualLine = usualLine;
        commands.put("help", arguments -> ControlReply.ok(HELP));
        commands.put("status", this::status);
        commands.put("power", this::power);
        commands.put("vdd", this::vdd);
        commands.put("reset", this::reset);
        commands.put("boot0", this::boot0);
        commands.put("cable", this::cable);
        commands.put("probe", this::probe);
        commands.put("line", this::line);
        commands.put("erase", this::erase);
        commands.put("options", arguments -> ControlReply.ok(OptionText.of(world.board().memory().options())));
        commands.put("faults", arguments -> ControlReply.ok(troubles()));
        commands.put("unmodelled", arguments -> ControlReply.ok(world.board().unmodelled()));
    }

    /** Carries out one line and answers exactly once, on whatever thread it ends. */
    void run(String line, Consumer<ControlReply> answer) {
        String command = line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        String rest = line.strip().substring(command.length()).strip();
        switch (command) {
            case "dump" -> dump(rest, answer);
            case "load" -> load(rest, answer);
            case "fault" -> places.onWorld(() -> answer.accept(attempt(() -> fault(rest))));
            case "shutdown" -> {
                answer.accept(ControlReply.OK);
                places.shutDown();
            }
            default -> places.onWorld(() -> answer.accept(known(command, rest)));
        }
    }

    private ControlReply known(String command, String rest) {
        Command found = commands.get(command);
        if (found == null) {
            return ControlReply.error("there is no command \"%s\"; ask for help".formatted(command));
        }
        return attempt(() -> found.run(rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"))));
    }

    private void dump(String written, Consumer<ControlReply> answer) {
        places.onWorld(() -> {
            Bytes content = world.board().flashContent();
            places.onFiles(() -> answer.accept(attempt(() -> {
                FlashFile.write(FlashFile.path(required(written, "dump FILE")), content);
                return ControlReply.ok(content.length() + " bytes");
            })));
        });
    }

    private void load(String written, Consumer<ControlReply> answer) {
        places.onWorld(() -> {
            int size = world.board().flashContent().length();
            places.onFiles(() -> {
                try {
                    var order = LoadOrder.parse(required(written, "load FILE [ADDRESS]"), FLASH, size);
                    Bytes content = FlashFile.read(order.path(), order.room());
                    places.onWorld(() -> {
                        world.board().load(order.address(), content);
                        answer.accept(ControlReply.ok("%d bytes at %s".formatted(content.length(), order.address())));
                    });
                } catch (Refused e) {
                    answer.accept(ControlReply.error(e.getMessage()));
                }
            });
        });
    }

    private ControlReply status(List<String> arguments) {
        var lines = new ArrayList<String>();
        var status = world.board().status();
        lines.add("power %s, %.2f V".formatted(status.powered() ? "on" : "off", status.volts()));
        lines.add("reset %s, boot0 %d".formatted(status.resetHeld() ? "held" : "released", status.boot0() ? 1 : 0));
        lines.add("running: " + status.running());
        lines.add(status.chip());
        lines.add("line %s, %d bytes waiting for the board".formatted(world.line().settings(), world.board().uart().pendingToBoard()));
        world.board().usb().present().forEach(device -> lines.add("usb %s %04X:%04X %s".formatted(UsbIpOperation.busId(device),
                device.description().vendor(), device.description().product(), device.description().name())));
        world.line().doors().forEach(door -> lines.add(door.status()));
        lines.add("time %.6f s".formatted(world.board().world().nanos() / 1e9));
        return ControlReply.ok(lines);
    }

    private ControlReply power(List<String> arguments) throws Refused {
        world.require(Switchable.POWER);
        switch (only(arguments, "power on|off|cycle")) {
            case "on" -> world.power(true);
            case "off" -> world.power(false);
            case "cycle" -> world.powerCycle();
            default -> throw new Refused("power is on, off or cycle, not \"%s\"", arguments.get(0));
        }
        return ControlReply.OK;
    }

    private ControlReply vdd(List<String> arguments) throws Refused {
        String written = only(arguments, "vdd VOLTS");
        double volts = written.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.parseDouble(written) : -1;
        if (volts < 0 || volts > HIGHEST_VOLTS) {
            throw new Refused("vdd is a number of volts from 0 to %s, not \"%s\"", HIGHEST_VOLTS, arguments.get(0));
        }
        world.board().vdd(volts);
        return ControlReply.OK;
    }

    private ControlReply reset(List<String> arguments) throws Refused {
        world.require(Switchable.RESET);
        switch (arguments.isEmpty() ? "pulse" : only(arguments, "reset [assert|release|pulse]")) {
            case "assert" -> world.reset(true);
            case "release" -> world.reset(false);
            case "pulse" -> world.resetPulse();
            default -> throw new Refused("reset is assert, release or pulse, not \"%s\"", arguments.get(0));
        }
        return ControlReply.OK;
    }

    private ControlReply boot0(List<String> arguments) throws Refused {
        world.require(Switchable.BOOT0);
        switch (only(arguments, "boot0 0|1")) {
            case "0" -> world.boot0(false);
            case "1" -> world.boot0(true);
            default -> throw new Refused("boot0 is 0 or 1, not \"%s\"", arguments.get(0));
        }
        return ControlReply.OK;
    }

    private ControlReply cable(List<String> arguments) throws Refused {
        switch (only(arguments, "cable in|out")) {
            case "in" -> world.cable(true);
            case "out" -> world.cable(false);
            default -> throw new Refused("cable is in or out, not \"%s\"", arguments.get(0));
        }
        return ControlReply.OK;
    }

    private ControlReply probe(List<String> arguments) throws Refused {
        switch (only(arguments, "probe in|out")) {
            case "in" -> world.probe(true);
            case "out" -> world.probe(false);
            default -> throw new Refused("probe is in or out, not \"%s\"", arguments.get(0));
        }
        return ControlReply.OK;
    }

    private ControlReply line(List<String> arguments) throws Refused {
        LineSettings wanted = world.line().settings();
        boolean follows = true;
        for (String word : arguments) {
            if (word.matches("\\d{1,7}") && Integer.parseInt(word) > 0 && Integer.parseInt(word) <= FASTEST_BAUD) {
                wanted = new LineSettings(Integer.parseInt(word), wanted.parity());
            } else {
                wanted = new LineSettings(wanted.baud(), parity(word));
                follows = false;
            }
        }
        if (!arguments.isEmpty()) {
            if (!follows) {
                world.line().follow(false);
            }
            usualLine.accept(wanted);
            world.configure(wanted);
        }
        return ControlReply.ok(wanted.toString());
    }

    private static Parity parity(String word) throws Refused {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "8N1" -> Parity.NONE;
            case "8E1" -> Parity.EVEN;
            case "8O1" -> Parity.ODD;
            default -> throw new Refused("\"%s\" is neither a rate from 1 to %d nor one of 8N1, 8E1, 8O1", word, FASTEST_BAUD);
        };
    }

    private ControlReply erase(List<String> arguments) {
        world.board().load(FLASH, Bytes.repeat(0xFF, world.board().flashContent().length()));
        return ControlReply.OK;
    }

    private ControlReply fault(String written) throws Refused {
        String entry = required(written, "fault kind = \"…\", …");
        try {
            var faults = BoardFile.of(DescriptionFile.parse("fault", "fault = [{ " + entry + " }]")).faults().faults();
            faults.forEach(world.board()::strike);
            return ControlReply.ok(faults.stream().map(fault -> fault.cause() + " " + fault.headline()).toList());
        } catch (BadDescription e) {
            throw new Refused(e.getMessage());
        }
    }

    private List<String> troubles() {
        var lines = new ArrayList<String>();
        world.board().settings().troubles().forEach(trouble -> lines.add(trouble.cause() + " " + trouble.headline()));
        return lines.isEmpty() ? List.of("none: this board is healthy") : lines;
    }

    private static String required(String written, String usage) throws Refused {
        if (written.isEmpty()) {
            throw new Refused("say: " + usage);
        }
        return written;
    }

    private static String only(List<String> arguments, String usage) throws Refused {
        if (arguments.size() != 1) {
            throw new Refused("say: " + usage);
        }
        return arguments.get(0).toLowerCase(Locale.ROOT);
    }

    private static ControlReply attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (Refused e) {
            return ControlReply.error(e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        ControlReply make() throws Refused;
    }

    /** Which file goes where. */
    record LoadOrder(Path path, Address address, int room) {

        /** The last word is the address if it is a number; everything before it is the path, blanks and all. */
        static LoadOrder parse(String written, Address flash, int size) throws Refused {
            int blank = written.lastIndexOf(' ');
            String last = written.substring(blank + 1);
            boolean hasAddress = blank > 0 && last.matches("0[xX][0-9a-fA-F]{1,8}|\\d{1,10}");
            long at = !hasAddress ? flash.unsigned()
                    : last.startsWith("0x") || last.startsWith("0X") ? Long.parseLong(last.substring(2), 16) : Long.parseLong(last);
            long offset = at - flash.unsigned();
            if (offset < 0 || offset >= size) {
                throw new Refused("the flash lies from %s to %s; 0x%08X is outside", flash, flash.plus(size - 1), at);
            }
            String path = hasAddress ? written.substring(0, blank).strip() : written;
            return new LoadOrder(FlashFile.path(path), Address.of(at), (int) (size - offset));
        }
    }
}
