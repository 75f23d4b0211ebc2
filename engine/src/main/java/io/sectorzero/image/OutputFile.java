package io.sectorzero.image;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a file where it was asked for, whole or not at all: written beside the target, then moved over it. */
final class OutputFile {

    private OutputFile() {
    }

    static void write(Path path, byte[] content) {
        try {
            Path target = target(path);
            if (isDevice(target)) {
                writeThrough(target, content);
            } else {
                replace(target, content);
            }
        } catch (IOException e) {
            throw new OutputFailed(explained(path, e), e);
        }
    }

    /** Rights alone do not tell, for root may write where the file system cannot: a file is made there and taken away. */
    static void require(Path path) {
        try {
            Path target = target(path);
            if (!isDevice(target)) {
                Path part = part(target);
                Files.deleteIfExists(part);
                Files.delete(Files.createFile(part));
            }
        } catch (IOException e) {
            throw new OutputFailed(explained(path, e), e);
        }
    }

    private static Path target(Path path) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new OutputFailed(diagnosis(path, "it is a folder", "name a file"));
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new OutputFailed(diagnosis(path, "the file is there and is read-only", "choose another name, or make it writable"));
        }
        return target;
    }

    private static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    // The process id keeps two writers apart; CREATE_NEW never follows a link that somebody else put there.
    private static Path part(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /** A device or pipe cannot be replaced, only fed. */
    private static void writeThrough(Path target, byte[] content) throws IOException {
        try (var out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            out.write(content);
        }
    }

    private static void replace(Path target, byte[] content) throws IOException {
        Path part = part(target);
        Files.deleteIfExists(part);
        try {
            try (var out = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Diagnosis explained(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return diagnosis(path, "the folder does not exist", "create the folder, or choose another one");
        }
        if (e instanceof AccessDeniedException) {
            return diagnosis(path, "the system denies access to the folder", "choose a folder you may write to");
        }
        return diagnosis(path, Reason.of(e), "make room or choose another place, then save again");
    }

    private static Diagnosis diagnosis(Path path, String reason, String remedy) {
        return Diagnosis.of("%s cannot be written", path).because("%s", reason).remedy("%s", remedy);
    }
}
