package io.sectorzero.sim.serve;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Which doors somebody asked for, checked before anything is opened. */
record DoorRequest(Optional<Path> uart, OptionalInt uartTcp, OptionalInt control, OptionalInt usbip, OptionalInt stlink,
                   OptionalInt bitbang, boolean plug) {

    private static final String UART = "uart";
    private static final String UART_TCP = "uart-tcp";
    private static final String CONTROL = "control";
    private static final String USBIP = "usbip";
    private static final String STLINK = "stlink";
    private static final String BITBANG = "bitbang";
    private static final String PLUG = "plug";

    /** Whether somebody wants to see the board on USB, which takes a cable. */
    boolean needsCable() {
        return plug || usbip.isPresent();
    }

    /** Whether somebody wants to see the board's probe. */
    boolean needsProbe() {
        return needsCable() || stlink.isPresent();
    }

    /** Whether the board is to be debugged, and so starts with its program and not with its bootloader. */
    boolean isForDebuggers() {
        return stlink.isPresent();
    }

    /** @throws CapabilityMissing when a door is asked for that cannot be opened here */
    static DoorRequest of(ServeRequest request) {
        var unknown = new TreeSet<>(request.doors().keySet());
        unknown.removeAll(Set.of(UART, UART_TCP, CONTROL, USBIP, STLINK, BITBANG, PLUG));
        if (!unknown.isEmpty()) {
            throw new CapabilityMissing(Diagnosis.of("There is no door \"%s\"", unknown.first())
                    .because("doors there are: %s", String.join(", ", UART, UART_TCP, CONTROL, USBIP, STLINK, BITBANG, PLUG)));
        }
        Optional<Path> uart = Optional.ofNullable(request.doors().get(UART)).map(Path::of);
        if (uart.isPresent() && !Linux.isHere()) {
            throw new CapabilityMissing(Diagnosis.of("The door uart opens on Linux only, on 64-bit Intel, Arm or RISC-V")
                    .because("this is %s on %s", System.getProperty("os.name"), System.getProperty("os.arch"))
                    .remedy("use the door uart-tcp; serial programs reach it through RFC 2217"));
        }
        return new DoorRequest(uart, port(request, UART_TCP), port(request, CONTROL), port(request, USBIP),
                port(request, STLINK), port(request, BITBANG), request.doors().containsKey(PLUG));
    }

    private static OptionalInt port(ServeRequest request, String door) {
        String written = request.doors().get(door);
        if (written == null) {
            return OptionalInt.empty();
        }
        if (!written.matches("\\d{1,5}") || Integer.parseInt(written) > 0xFFFF) {
            throw new CapabilityMissing(Diagnosis.of("The door %s opens at a port, 0 to 65535, not at \"%s\"", door, written));
        }
        return OptionalInt.of(Integer.parseInt(written));
    }
}
