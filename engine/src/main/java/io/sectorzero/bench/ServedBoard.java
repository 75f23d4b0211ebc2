package io.sectorzero.bench;

import java.util.List;

/** A board that other programs can attach to until it is closed. */
public interface ServedBoard extends AutoCloseable {

    /** One line for each open door, for example {@code ready uart /tmp/board}. */
    List<String> ready();

    /** Blocks until the board is closed, by a signal or by its control door. */
    void awaitEnd();

    /** Closes every door, keeps the state where one was asked for, and returns when all is done. */
    @Override void close();
}
