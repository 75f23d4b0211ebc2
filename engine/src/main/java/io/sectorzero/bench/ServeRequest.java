package io.sectorzero.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which board to serve to other programs, and through which doors.
 *
 * @param board  board file; empty for a healthy one
 * @param doors  door to where it opens: {@code uart} to a path, {@code uart-tcp}, {@code control} and {@code usbip} to a
 *               port number (0 lets the system choose), {@code plug} to nothing in particular
 * @param bind   address the TCP doors listen on, loopback unless somebody says otherwise
 * @param fast   true: clients never wait for an erase they need not feel; false: virtual time follows the wall
 * @param state  file that keeps flash and option bytes across runs; empty to forget them
 * @param seed   what the board's dice start from
 */
public record ServeRequest(Optional<Path> board, Map<String, String> doors, String bind, boolean fast,
                           Optional<Path> state, long seed) {

    public ServeRequest {
        doors = Map.copyOf(doors);
    }
}
