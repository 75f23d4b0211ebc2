package io.sectorzero.sim.serve;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The path that clients open: a symbolic link that leads to the pseudo-terminal of the moment. */
final class PtyLink {

    private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

    private final Path path;
    private final Claim claim;
    private Path target;

    private PtyLink(Path path, Claim claim) {
        this.path = path;
        this.claim = claim;
    }

    /**
     * Claims the path until {@link #remove}; a link whose server has died is taken over.
     *
     * @throws OutputFailed                           when something lies there that is no link to a pseudo-terminal; it is left alone
     * @throws io.sectorzero.failure.LinkUnavailable when a living server has the path
     */
    static PtyLink at(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                Path leadsTo = Files.readSymbolicLink(path);
                if (!leadsTo.startsWith(PSEUDO_TERMINALS)) {
                    throw taken(path, "it is a link to " + leadsTo);
                }
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw taken(path, Files.isDirectory(path) ? "it is a folder" : "it is a file");
            }
            return new PtyLink(path.toAbsolutePath(), Claim.on(path));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * From now on the path leads to this device; there is no moment at which it leads nowhere. A path that somebody
     * else has made to lead elsewhere meanwhile is theirs, and left alone.
     */
    void leadTo(String device) {
        Path beside = path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            if (target != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isOurs()) {
                return;
            }
            Files.deleteIfExists(beside);
            Files.createSymbolicLink(beside, Path.of(device));
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            target = Path.of(device);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Takes the link away, unless somebody else has made it lead elsewhere, and gives the path free. */
    void remove() {
        try (claim) {
            if (target != null && isOurs()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private boolean isOurs() throws IOException {
        return Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(target);
    }

    private static OutputFailed taken(Path path, String what) {
        return new OutputFailed(Diagnosis.of("%s is in the way; nothing was changed", path)
                .because("%s", what)
                .remedy("choose another path for the serial port, or remove what lies there"));
    }

    private static OutputFailed failed(Path path, IOException e) {
        return new OutputFailed(Diagnosis.of("The serial port cannot be linked at %s", path)
                .because("%s", Reason.of(e))
                .remedy("choose a path in a folder that exists and that you may write to"), e);
    }
}
