package io.sectorzero.hil;

import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of {@code fixtures/firmware}, found on the test path. */
final class Firmware {

    static final String BLINKY = "blinky.hex";

    private static final String FOLDER = "/fixtures/firmware/";

    private Firmware() {
    }

    static Path path(String name) {
        var resource = Firmware.class.getResource(FOLDER + name);
        if (resource == null || !"file".equals(resource.getProtocol())) {
            throw new IllegalStateException("no such file on the test path: " + FOLDER + name);
        }
        Path path = Path.of(URI.create(resource.toString()));
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException("no such fixture: " + path);
        }
        return path;
    }

    static Image image(String name) {
        return ImageFile.load(path(name), Optional.empty(), Optional.empty());
    }
}
