package io.sectorzero.image;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The files of fixtures/firmware, found on the class path. */
final class Fixtures {

    static final Address FLASH = Address.of(0x0800_0000L);

    private Fixtures() {
    }

    static byte[] content(String file) {
        try (var in = Fixtures.class.getResourceAsStream("/fixtures/firmware/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no fixture " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Image image(String file) {
        return ImageFile.parse(file, Bytes.copyOf(content(file)), Optional.empty(), Optional.empty());
    }

    static Image image(String file, Address base) {
        return ImageFile.parse(file, Bytes.copyOf(content(file)), Optional.empty(), Optional.of(base));
    }
}
