package io.sectorzero.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a guest is to be like.
 *
 * @param kept     folder in which what its programs write stays; everything else they write is forgotten with the guest
 * @param devices  whether its device manager runs: rights by the rules installed on this computer, names under
 *                 /dev/serial, and word to programs of what comes and goes. Without it only root has devices
 * @param lifetime it ends itself after this time, even when nobody is left to end it
 */
public record GuestRequest(Optional<Path> kept, boolean devices, Duration lifetime) {
}
