package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes the engine carries are what its assembly source says. */
class LoaderBinaryTest {

    private static final String ASSEMBLER = "arm-none-eabi-as";
    private static final Path ENGINE = Path.of(System.getProperty("basedir", ""));

    @Test
    void the_source_still_assembles_to_the_bytes_kept_beside_it(@TempDir Path folder) throws Exception {
        requireAssembler();
        Path built = folder.resolve("loader.bin");

        Process build = new ProcessBuilder(ENGINE.resolve("src/main/loader/build.sh").toAbsolutePath().toString(), built.toString())
                .redirectErrorStream(true).start();

        assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).as(new String(build.getInputStream().readAllBytes())).isZero();
        assertThat(Files.readAllBytes(built)).isEqualTo(Files.readAllBytes(
                ENGINE.resolve("src/main/resources/io/sectorzero/flash/swd/loader.bin")));
    }

    /** A missing assembler skips on a desk, and fails where {@code SECTORZERO_PEERS=required}. */
    private static void requireAssembler() throws IOException {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, ASSEMBLER))) {
                return;
            }
        }
        assertThat(System.getenv("SECTORZERO_PEERS")).as("%s is not installed, and here it must be", ASSEMBLER)
                .isNotEqualTo("required");
        abort(ASSEMBLER + " is not installed; install binutils-arm-none-eabi to run this");
    }
}
