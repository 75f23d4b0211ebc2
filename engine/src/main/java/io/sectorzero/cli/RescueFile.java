package io.sectorzero.cli;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.Rescue;
import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code --keep} keeps, on disk while the board does not hold it: power that fails in the middle, on either side,
 * costs nothing then. The file goes when the content is back on the board, and stays when it is not.
 */
final class RescueFile implements Rescue {

    private final Path wanted;
    private Optional<Path> written = Optional.empty();

    RescueFile(Path wanted) {
        this.wanted = wanted;
    }

    /** A file that is there already may be all that is left of an earlier run, and is not replaced. */
    @Override public void save(Image content) {
        Path place = written.orElseGet(this::unused);
        ImageFile.save(place, content);
        written = Optional.of(place);
    }

    /** The content is on the board again. A file that cannot be deleted does no harm. */
    void done() {
        written.ifPresent(RescueFile::delete);
    }

    /** The failure, saying where the content is if the board has lost it. */
    SectorZeroException explain(SectorZeroException failure) {
        if (written.isEmpty()) {
            return failure;
        }
        Path file = written.get();
        if (failure.diagnosis().board() == BoardState.UNTOUCHED) {
            delete(file);
            return failure;
        }
        return failure.with(failure.diagnosis().remedy("what the sectors held before is kept in %s; to have it back: sectorzero flash %s",
                file, file));
    }

    private Path unused() {
        Path place = wanted;
        for (int number = 2; Files.exists(place); number++) {
            String name = wanted.getFileName().toString();
            int dot = name.lastIndexOf('.') < 1 ? name.length() : name.lastIndexOf('.');
            place = wanted.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
        }
        return place;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is a copy of what is on the board; the next run takes another name.
            return;
        }
    }
}
