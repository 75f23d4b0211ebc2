package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled programs print in the model what they printed in QEMU's mps2-an386; their sources are in src/test/programs. */
class ProgramsTest {

    private static final long MOST_CYCLES = 500_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"integer", "exceptions", "floating", "library"})
    void a_program_prints_what_it_printed_in_the_peer(String program) throws IOException {
        String printed = new Machine(program).run(MOST_CYCLES);

        assertThat(printed).isEqualTo(expected(program));
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "exceptions", "floating", "library"})
    void the_peer_still_prints_what_is_kept_here(String program, @TempDir Path folder) throws IOException {
        Peer.require();

        assertThat(Peer.run(program, folder)).isEqualTo(expected(program));
    }

    private static String expected(String program) throws IOException {
        try (InputStream stream = ProgramsTest.class.getResourceAsStream(program + ".expected")) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
