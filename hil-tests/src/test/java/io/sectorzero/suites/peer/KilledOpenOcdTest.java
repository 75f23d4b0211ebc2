package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenOCD, killed while its own loader writes: no door is left shut, and the board is as whoever came last left it. */
class KilledOpenOcdTest {

    private static final int KILO = 1024;
    private static final int IMAGE = 96 * KILO;
    /** So much is written when it is killed. */
    private static final int SOME = 16 * KILO;

    @TempDir Path folder;

    /** How it reaches the board. */
    enum Way {
        PROBE_OVER_TCP("stlink", board -> OpenOcdOverStLinkTest.Way.HIGH_LEVEL.on(board)),
        REGISTERS_OVER_TCP("stlink", board -> OpenOcdOverStLinkTest.Way.REGISTERS.on(board)),
        PINS_OVER_TCP("bitbang", OpenOcd::overJtag),
        PROBE_ON_USB("plug", board -> OpenOcd.with("-f", "interface/stlink.cfg").in(board.environment()));

        private final String door;
        private final Function<Served, OpenOcd> client;

        Way(String door, Function<Served, OpenOcd> client) {
            this.door = door;
            this.client = client;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void killed_in_mid_program_it_leaves_a_board_that_the_next_one_writes(Way way) throws IOException {
        byte[] content = Images.content(IMAGE).toArray();
        Path image = Files.write(folder.resolve("image.bin"), content);
        try (Served board = Served.open("u01-boot0-low.toml", folder, way.door)) {
            String write = "flash write_image erase %s 0x08000000".formatted(image);

            way.client.apply(board).killedOnce(() -> board.flash(IMAGE)[SOME] == content[SOME], "reset halt", write);

            byte[] left = board.flash(IMAGE);
            assertThat(left).startsWith(Arrays.copyOf(content, SOME)).isNotEqualTo(content);
            way.client.apply(board).run("reset halt", write, "verify_image %s 0x08000000".formatted(image)).succeeded();
            assertThat(board.flash(IMAGE)).isEqualTo(content);
        }
    }
}
