package io.sectorzero.sim.rom;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Where the fixtures lie on the class path of the tests. */
final class Fixtures {

    private Fixtures() {
    }

    static Path folder(String name) {
        try {
            URL found = Fixtures.class.getResource("/fixtures/" + name);
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
