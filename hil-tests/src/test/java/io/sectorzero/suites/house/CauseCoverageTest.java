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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** C19 needs no board: an access that crosses a row is refused by every chip. */
    @ParameterizedTest
    @ValueSource(strings = {
        "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C20", "C21", "C22",
        "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E9", "E10", "E11", "E12", "E13",
        "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "S1", "S2", "S3", "H1", "H2", "H4", "H5", "H6"})
    void each_cause_that_the_debug_port_shows_has_a_board(String cause) throws IOException {
        assertThat(boards().map(CauseCoverageTest::idIn)).contains(cause);
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
