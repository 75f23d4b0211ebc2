package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A compression library that others wrote, compiled here and now, packs and unpacks in the model as in QEMU's mps2-an386. Its
 * code is not kept in the project, so the test needs the cross compiler and Debian's libstb-dev.
 */
class CompressionTest {

    private static final Path PROGRAMS = Path.of(System.getProperty("basedir", "."), "src", "test", "programs");
    private static final Path LIBRARY = Path.of("/usr/include/stb/stb_image_write.h");
    private static final long MOST_CYCLES = 500_000_000;

    @Test
    void bytes_are_packed_as_in_the_peer_and_unpacked_as_they_were(@TempDir Path folder) throws Exception {
        Peer.require();
        Peers.need("arm-none-eabi-gcc", "gcc-arm-none-eabi and libnewlib-arm-none-eabi");
        Peers.need(LIBRARY, "libstb-dev");
        build("deflate", folder);
        byte[] program = Files.readAllBytes(folder.resolve("deflate.bin"));

        String printed = new Machine(program).run(MOST_CYCLES);

        assertThat(printed).isEqualTo(Peer.run("deflate", program, folder));
        assertThat(printed.lines().filter("same 00000001 "::equals)).hasSize(3);
    }

    private static void build(String program, Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("build.txt");
        Process build = new ProcessBuilder("sh", PROGRAMS.resolve("build.sh").toString(), "-o", folder.toString(), program)
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(build.waitFor(120, TimeUnit.SECONDS)).as("the build ends").isTrue();
        assertThat(build.exitValue()).as(Files.readString(said)).isZero();
    }
}
