package io.sectorzero.bench;

import java.util.List;
import java.util.Map;

/** A board that other programs can attach to until it is closed. */
public interface ServedBoard extends AutoCloseable {

    /** One line for each open door, for example {@code ready uart /tmp/board}. */
    List<String> ready();

    /**
     * What a program must find in its environment to see this board, where a door asks for that; otherwise empty.
     */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Blocks until the board is closed, by a signal or by its control door. */
    void awaitEnd();

    /** Closes every door, keeps the state where one was asked for, and returns when all is done. */
    @Override void close();
}
