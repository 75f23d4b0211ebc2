package io.sectorzero.sim.serve;

import io.sectorzero.failure.Reason;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Raw flash content in files, as the control door reads and writes it: never over an existing file, never without end. */
final class FlashFile {

    private FlashFile() {
    }

    static Path path(String written) throws Refused {
        try {
            return Path.of(written);
        } catch (InvalidPathException e) {
            throw new Refused("\"%s\" is no path", written);
        }
    }

    /** Writes a new file. The door does not know who speaks, so it overwrites nothing. */
    static void write(Path path, Bytes content) throws Refused {
        try {
            Files.write(path, content.toArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Refused("%s exists already; remove it first", path);
        } catch (IOException e) {
            throw new Refused("%s cannot be written: %s", path, Reason.of(e));
        }
    }

    static Bytes read(Path path, int atMost) throws Refused {
        try {
            if (!Files.isRegularFile(path)) {
                throw new Refused("there is no file %s", path);
            }
            if (Files.size(path) > atMost) {
                throw new Refused("%s has %d bytes; %d fit there", path, Files.size(path), atMost);
            }
            return Bytes.copyOf(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new Refused("%s cannot be read: %s", path, Reason.of(e));
        }
    }
}
