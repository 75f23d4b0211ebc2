package io.sectorzero.figures;

import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Ten thousand boards in one JVM, each with a small program written and verified. */
final class ManyBoards {

    private static final int BOARDS = 10_000;
    private static final int THREADS = 2;

    private ManyBoards() {
    }

    static Row row() {
        Image blinky = ImageFile.load(Programs.root().resolve("fixtures/firmware/blinky.hex"), Optional.empty(), Optional.empty());
        long begun = System.nanoTime();
        var workers = Executors.newFixedThreadPool(THREADS);
        try {
            var shares = new ArrayList<Callable<Void>>();
            for (int share = 0; share < THREADS; share++) {
                shares.add(() -> {
                    for (int board = 0; board < BOARDS / THREADS; board++) {
                        Megabyte.flash(blinky);
                    }
                    return null;
                });
            }
            for (var done : workers.invokeAll(shares)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Row("10 000 boards, blinky written and verified", "≤ 60 s", Row.seconds(seconds),
                String.format(Locale.ROOT, "wall, one JVM, %d threads, %d bytes each", THREADS, blinky.size()));
    }
}
