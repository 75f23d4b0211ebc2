package io.sectorzero.sim.guest;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A guest's folder on this computer: the share through which it takes jobs, and what only this side sees. */
record GuestFolder(Path root) implements AutoCloseable {

    static GuestFolder make() {
        try {
            var folder = new GuestFolder(Files.createTempDirectory("sectorzero"));
            Files.createDirectory(folder.share());
            Files.createDirectory(folder.logs());
            return folder;
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("There is no room for the folder of a guest").because("%s", Reason.of(e))
                    .remedy("look at the free space and the rights in the folder for temporary files"), e);
        }
    }

    Path share() {
        return root.resolve("share");
    }

    Path logs() {
        return root.resolve("logs");
    }

    @Override public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("The folder %s is left behind", root).because("%s", Reason.of(e)), e);
        }
    }
}
