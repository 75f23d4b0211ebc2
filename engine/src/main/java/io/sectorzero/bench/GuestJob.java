package io.sectorzero.bench;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command for a guest. Its standard input is empty.
 *
 * @param folder      where it starts
 * @param environment all that it finds in its environment
 * @param limit       how long it may take before it is ended
 * @param out         takes its standard output while it runs
 * @param err         takes its standard error while it runs
 */
public record GuestJob(List<String> command, Path folder, Map<String, String> environment, Duration limit,
                       OutputStream out, OutputStream err) {

    public GuestJob {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
