package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The programs of {@code fixtures/firmware} are what their sources say. */
class FixtureFirmwareTest {

    /** As {@code fixtures/README.md} names it; another one makes other code of the same source. */
    private static final String RELEASE = "12.2.1 20221205";

    @Test
    void the_programs_built_again_from_their_sources_are_the_ones_kept() {
        Peer compiler = Peer.named("arm-none-eabi-gcc");
        String version = compiler.run(List.of("--version")).succeeded().output();
        Peer.require(version.contains(RELEASE), "the kept programs were made by release " + RELEASE + ", and this is " + version);

        Peer.named("sh").run(List.of(folder().resolve("build.sh").toString(), "--check")).succeeded();
    }

    @Test
    void every_program_has_a_source_and_every_source_a_program() throws Exception {
        try (var sources = Files.list(folder().resolve("source")); var kept = Files.list(folder())) {
            List<String> written = sources.map(FixtureFirmwareTest::name).filter(name -> name.endsWith(".c"))
                    .map(name -> name.replace(".c", ".bin")).filter(name -> !name.equals("startup.bin")).toList();

            assertThat(kept.map(FixtureFirmwareTest::name)).containsAll(written).filteredOn(name -> name.endsWith(".elf"))
                    .map(name -> name.replace(".elf", ".bin")).filteredOn(name -> !name.equals("app-at-32k.bin"))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Path folder() {
        return Path.of(URI.create(FixtureFirmwareTest.class.getResource("/fixtures/firmware").toString()));
    }
}
