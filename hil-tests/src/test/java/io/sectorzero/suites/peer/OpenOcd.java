package io.sectorzero.suites.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** OpenOCD from the distribution, run once for a list of commands against a board that is served to it. */
final class OpenOcd {

    private final Peer openocd = Peer.named("openocd");
    private final List<String> adapter;
    private final Map<String, String> environment;

    private OpenOcd(List<String> adapter) {
        this(adapter, Map.of());
    }

    private OpenOcd(List<String> adapter, Map<String, String> environment) {
        this.adapter = adapter;
        this.environment = environment;
    }

    /** Over the door {@code bitbang}, by JTAG: release 0.12 knows no other way there. */
    static OpenOcd overJtag(Served board) {
        return new OpenOcd(List.of(
                "-c", "adapter driver remote_bitbang",
                "-c", "remote_bitbang host 127.0.0.1",
                "-c", "remote_bitbang port " + board.port("bitbang"),
                "-c", "transport select jtag"));
    }

    /** @param adapter what comes before the target's script: its own arguments, each {@code -c} or {@code -f} with what follows */
    static OpenOcd with(String... adapter) {
        return new OpenOcd(List.of(adapter));
    }

    /** The same where this is in its environment. */
    OpenOcd in(Map<String, String> otherEnvironment) {
        return new OpenOcd(adapter, otherEnvironment);
    }

    /** Attaches, does these commands one after the other, and ends; fails at the first command that fails. */
    Peer.Run run(String... commands) {
        return openocd.run(environment, arguments(commands));
    }

    /** The same, killed as soon as this has come about. */
    Peer.Run killedOnce(BooleanSupplier met, String... commands) {
        return openocd.killedOnce(met, environment, arguments(commands));
    }

    /** How a shell starts it as a debugger's server on its own standard input and output. */
    String forGdb(Path log) {
        var words = new ArrayList<String>(List.of("exec", "openocd"));
        for (String word : adapter) {
            words.add("'" + word + "'");
        }
        words.add("-c 'gdb_port pipe; log_output %s; tcl_port disabled; telnet_port disabled' -f target/stm32f4x.cfg".formatted(log));
        return String.join(" ", words);
    }

    /** What a run of these commands is started with. */
    private List<String> arguments(String... commands) {
        var all = new ArrayList<String>(adapter);
        // No ports but those that are asked for: several runs may be under way on one machine.
        all.addAll(List.of("-c", "gdb_port disabled", "-c", "tcl_port disabled", "-c", "telnet_port disabled",
                "-f", "target/stm32f4x.cfg", "-c", "init"));
        for (String command : commands) {
            all.add("-c");
            all.add(command);
        }
        all.add("-c");
        all.add("shutdown");
        return all;
    }
}
