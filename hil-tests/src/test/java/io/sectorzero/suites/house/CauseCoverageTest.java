package io.sectorzero.suites.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.hil.Boards;
import io.sectorzero.sim.fault.Trouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulator and engine speak of causes by the same ids. */
class CauseCoverageTest {

    @ParameterizedTest
    @MethodSource("boards")
    void a_board_file_is_named_by_a_cause_that_it_produces(String file) {
        assertThat(CauseCatalogue.load().find(idIn(file))).as("cause %s", idIn(file)).isPresent();
        assertThat(Boards.settings(file).troubles()).as("what is wrong with %s", file).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void every_trouble_of_a_board_is_a_cause_the_engine_knows(String file) {
        for (Trouble trouble : Boards.settings(file).troubles()) {
            assertThat(CauseCatalogue.load().find(trouble.cause())).as("%s: %s", file, trouble.headline()).isPresent();
        }
    }

    private static String idIn(String file) {
        String prefix = file.substring(0, file.indexOf('-')).toUpperCase(Locale.ROOT);
        return prefix.substring(0, 1) + Integer.parseInt(prefix.substring(1));
    }

    static Stream<String> boards() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[a-z]\\d\\d-.*")).toList().stream();
        }
    }

    private static Path folder() {
        return Path.of(URI.create(CauseCoverageTest.class.getResource("/fixtures/boards").toString()));
    }
}
