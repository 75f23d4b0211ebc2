package io.sectorzero.sim.serve;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a path belongs to this server as long as it lives: a locked file beside the path. The system gives the lock
 * back when the process ends, however it ends, so a server that died bars nobody, and the file it left is taken over.
 */
final class Claim implements AutoCloseable {

    // Where locks are POSIX locks, closing any channel of a file gives up every lock this process has on it. So the
    // file of a claim made here is never opened a second time.
    private static final Set<Path> CLAIMED_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private Claim(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @throws LinkUnavailable when a living server has it
     * @throws OutputFailed    when no file can be made beside the path
     */
    static Claim on(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent().toRealPath();
            Path file = folder.resolve("." + path.getFileName() + ".lock");
            if (!CLAIMED_HERE.add(file)) {
                throw taken(path);
            }
            boolean ours = false;
            try {
                var claim = new Claim(file, lock(path, file));
                ours = true;
                return claim;
            } finally {
                if (!ours) {
                    CLAIMED_HERE.remove(file);
                }
            }
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("%s cannot be claimed for this board", path)
                    .because("%s", Reason.of(e))
                    .remedy("choose a path in a folder that exists and that you may write to"), e);
        }
    }

    // Between opening and locking, the last owner may take the file away, and then the lock is on a file that nobody
    // else can find. The owner's process id as the file's length tells, without opening it again, whether it is the same.
    private static FileChannel lock(Path path, Path file) throws IOException {
        long mark = ProcessHandle.current().pid();
        while (true) {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            boolean ours = false;
            try {
                if (channel.tryLock() == null) {
                    throw taken(path);
                }
                channel.truncate(0).write(ByteBuffer.allocate(1), mark - 1);
                ours = Files.exists(file) && Files.size(file) == mark;
            } finally {
                if (!ours) {
                    channel.close();
                }
            }
            if (ours) {
                return channel;
            }
        }
    }

    /** The file goes before the lock, so that whoever gets the lock next sees that it is of no use. */
    @Override public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("%s is left behind", file).because("%s", Reason.of(e)), e);
        } finally {
            CLAIMED_HERE.remove(file);
        }
    }

    private static LinkUnavailable taken(Path path) {
        return new LinkUnavailable(Diagnosis.of("Another board is served at %s", path)
                .because("its server lives and holds the path")
                .remedy("choose another path, or end that server first"));
    }
}
