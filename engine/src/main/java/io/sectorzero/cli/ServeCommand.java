package io.sectorzero.cli;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lends a simulated board to other programs until it is told to stop. */
@Command(name = "serve", sortOptions = false,
        description = {"Serve a simulated board to other programs.",
                       "Prints one \"ready\" line for each door, and ends with 0 on Ctrl-C or SIGTERM."},
        footer = {"", "Examples:",
                  "  sectorzero serve --uart /tmp/board --control 7000",
                  "  stm32flash -m 8n1 -b 115200 /tmp/board     the board sees 8E1 all the same",
                  "  sectorzero board --control 127.0.0.1:7000 power cycle"})
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--board", paramLabel = "FILE", description = "The board, as this file describes it; otherwise a healthy one.")
    Optional<Path> board = Optional.empty();

    @Option(names = "--uart", paramLabel = "PATH", description = "Door: a pseudo-terminal, linked at this path.")
    Optional<String> uart = Optional.empty();

    @Option(names = "--uart-tcp", paramLabel = "PORT", description = "Door: its UART on this TCP port, raw or RFC 2217; 0 chooses one.")
    Optional<Integer> uartTcp = Optional.empty();

    @Option(names = "--usbip", paramLabel = "PORT",
            description = "Door: its USB, for a Linux machine's \"usbip attach\"; puts a USB cable in. 0 chooses a port.")
    Optional<Integer> usbip = Optional.empty();

    @Option(names = "--bitbang", paramLabel = "PORT",
            description = "Door: its debug pins, for OpenOCD's remote_bitbang: JTAG, and SWD in later builds. 0 chooses a port.")
    Optional<Integer> bitbang = Optional.empty();

    @Option(names = "--plug",
            description = "Door: its USB, for libusb programs started with the environment that is printed; puts a USB cable in.")
    boolean plug;

    @Option(names = "--stlink", paramLabel = "PORT",
            description = "Door: its debug probe, for \"st-link backend tcp\" of OpenOCD; starts its program, BOOT0 low. 0 chooses a port.")
    Optional<Integer> stlink = Optional.empty();

    @Option(names = "--control", paramLabel = "PORT",
            description = "Door: supply, reset, BOOT0 and more, for \"sectorzero board\"; 0 chooses a port.")
    Optional<Integer> control = Optional.empty();

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Address the TCP doors listen on; ${DEFAULT-VALUE} unless you say otherwise.")
    String bind;

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "real",
            description = "real: time as on the wall. fast: nobody waits for an erase. Default: ${DEFAULT-VALUE}.")
    Pace pace;

    @Option(names = "--state", paramLabel = "FILE", description = "Keep flash and option bytes in this file across runs.")
    Optional<Path> state = Optional.empty();

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0x5EC7", description = "What its dice start from; ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    @Spec CommandSpec spec;

    private final Session session;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        var doors = doors();
        var serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow(() -> new CapabilityMissing(
                Diagnosis.of("There is nothing here that serves boards").remedy("put the simulator beside the engine")));
        try (ServedBoard served = serving.serve(new ServeRequest(board, doors, bind, pace == Pace.FAST, state, seed))) {
            session.interruption().first(served::close);
            served.ready().forEach(session.screen().out()::line);
            served.awaitEnd();
        }
        return ExitCode.DONE.number();
    }

    private Map<String, String> doors() {
        var doors = new TreeMap<String, String>();
        uart.ifPresent(path -> doors.put("uart", path));
        uartTcp.ifPresent(port -> doors.put("uart-tcp", port("--uart-tcp", port)));
        usbip.ifPresent(port -> doors.put("usbip", port("--usbip", port)));
        bitbang.ifPresent(port -> doors.put("bitbang", port("--bitbang", port)));
        stlink.ifPresent(port -> doors.put("stlink", port("--stlink", port)));
        if (plug) {
            doors.put("plug", "");
        }
        control.ifPresent(port -> doors.put("control", port("--control", port)));
        if (doors.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "A board needs a door: --uart, --uart-tcp, --usbip, --plug, --stlink, --bitbang or --control");
        }
        return doors;
    }

    private String port(String option, int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new ParameterException(spec.commandLine(), "%s takes a port number, 0 to 65535, not %d".formatted(option, port));
        }
        return Integer.toString(port);
    }

    /** How virtual time goes by. */
    enum Pace { REAL, FAST }
}
