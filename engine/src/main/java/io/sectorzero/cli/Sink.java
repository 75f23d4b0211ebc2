package io.sectorzero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Bytes on their way out of the process. A reader that has heard enough, as in {@code | head -1}, is no loss; a disk
 * that is full is one, and it is remembered, because whoever prints would otherwise never know.
 */
final class Sink extends OutputStream {

    private static final String HEARD_ENOUGH = "Broken pipe";

    private final OutputStream stream;
    private IOException loss;

    Sink(OutputStream stream) {
        this.stream = stream;
    }

    @Override public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            stream.write(bytes, from, count);
        } catch (IOException e) {
            loss = loss == null ? e : loss;
            throw e;
        }
    }

    /** Why some of it did not arrive. */
    Optional<String> loss() {
        return Optional.ofNullable(loss).map(Throwable::getMessage).filter(why -> !why.contains(HEARD_ENOUGH));
    }
}
