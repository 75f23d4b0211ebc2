package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which version of umockdev is installed, from the list that the package manager keeps; the list is made up. */
class PreloadLibraryTest {

    private static final String LIST = String.join("\n",
            "Package: libumockdev0", "Status: install ok installed", "Version: 9.9", "",
            "Package: umockdev", "Status: install ok installed", "Architecture: amd64", "Version: 0.17.16-1", "Depends: libc6", "");

    @Test
    void the_version_is_that_of_the_package_itself() {
        assertThat(PreloadLibrary.version(LIST)).contains("0.17.16-1");
    }

    @Test
    void a_package_that_was_removed_has_no_version() {
        assertThat(PreloadLibrary.version(LIST.replace("Package: umockdev\nStatus: install ok installed",
                "Package: umockdev\nStatus: deinstall ok config-files"))).isEmpty();
        assertThat(PreloadLibrary.version("")).isEmpty();
    }
}
