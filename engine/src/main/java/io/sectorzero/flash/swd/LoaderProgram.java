package io.sectorzero.flash.swd;

import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The assembled loader. Its source, and what it expects of whoever starts it, is {@code src/main/loader/loader.s}. */
final class LoaderProgram {

    private static final int PARAMETERS = 6;
    private static final Bytes CODE = load();

    private LoaderProgram() {
    }

    /**
     * The program, set up to wait for a request.
     *
     * @param turns so many times four cycles it leaves the flash alone after each store
     */
    static Bytes waitingFor(int number, LoaderLayout layout, int turns) {
        var all = ByteBuffer.wrap(CODE.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        all.position(all.capacity() - PARAMETERS * Integer.BYTES);
        all.putInt(layout.request(number).raw()).putInt(layout.distance()).putInt(layout.request(LoaderLayout.SLOTS - 1).raw());
        all.putInt(number).putInt(layout.request(0).raw()).putInt(turns);
        return Bytes.copyOf(all.array());
    }

    /** What of it stays as it is while it runs. */
    static Bytes code() {
        return CODE.slice(0, CODE.length() - PARAMETERS * Integer.BYTES);
    }

    private static Bytes load() {
        try (InputStream stream = LoaderProgram.class.getResourceAsStream("loader.bin")) {
            return Bytes.copyOf(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
