package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a board keeps between two runs: whole, or refused and left alone. */
class StateFileTest {

    private static final BoardMemory SMALL = new BoardMemory(Bytes.parseHex("00 01 FE FF"), Bytes.parseHex("EF AA"), Bytes.parseHex("FF 00 FF"));
    private static final BoardMemory BLANK = new BoardMemory(Bytes.repeat(0xFF, 4), Bytes.repeat(0xFF, 2), Bytes.repeat(0xFF, 3));

    @TempDir
    private Path folder;

    @Test
    void what_is_kept_comes_back() {
        var file = new StateFile(folder.resolve("state"));
        file.save(BLANK);
        file.save(SMALL);

        assertThat(file.load(BLANK)).contains(SMALL);
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("state")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void no_file_is_no_state() {
        assertThat(new StateFile(folder.resolve("none")).load(BLANK)).isEmpty();
    }

    @Test
    void a_file_with_any_one_bit_changed_is_refused_and_left_alone() throws IOException {
        Path path = folder.resolve("state");
        new StateFile(path).save(SMALL);
        byte[] good = Files.readAllBytes(path);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path, damaged);

            assertThatThrownBy(() -> new StateFile(path).load(BLANK)).as("bit %d", bit).isInstanceOf(BadDescription.class);
            assertThat(path).hasBinaryContent(damaged);
        }
    }

    @Test
    void a_file_cut_off_anywhere_is_refused() throws IOException {
        Path path = folder.resolve("state");
        new StateFile(path).save(SMALL);
        byte[] good = Files.readAllBytes(path);
        for (int length = 0; length < good.length; length++) {
            Files.write(path, Arrays.copyOf(good, length));

            assertThatThrownBy(() -> new StateFile(path).load(BLANK)).as("%d bytes", length).isInstanceOf(BadDescription.class);
        }
    }

    @Test
    void the_reason_is_told() throws IOException {
        Path path = folder.resolve("state");
        new StateFile(path).save(SMALL);

        assertReason(new StateFile(path), new BoardMemory(Bytes.repeat(0, 8), BLANK.options(), BLANK.otp()),
                "it keeps 4 bytes of flash, this board has 8");
        Files.writeString(path, "sectorzero board state 2\n with something new", StandardCharsets.US_ASCII);
        assertReason(new StateFile(path), BLANK, "it was written by another version");
        Files.writeString(path, "kind = \"simulator\"\nboard = \"healthy.toml\"", StandardCharsets.US_ASCII);
        assertReason(new StateFile(path), BLANK, "it is no state file");
        assertReason(new StateFile(folder), BLANK, "it is no state file: a regular file of at most 16777216 bytes is expected");
    }

    @Test
    void a_place_that_cannot_be_written_to_is_said_so_and_the_old_state_stays() throws IOException {
        assertThatThrownBy(() -> new StateFile(folder.resolve("none/state")).save(SMALL)).isInstanceOf(OutputFailed.class);

        Path path = folder.resolve("state");
        new StateFile(path).save(SMALL);
        Files.createDirectory(folder.resolve("state.new"));
        assertThatThrownBy(() -> new StateFile(path).save(BLANK)).isInstanceOf(OutputFailed.class);
        assertThat(new StateFile(path).load(BLANK)).contains(SMALL);
    }

    private static void assertReason(StateFile file, BoardMemory like, String reason) {
        assertThatThrownBy(() -> file.load(like)).isInstanceOfSatisfying(BadDescription.class, refused ->
                assertThat(refused.diagnosis().evidence()).containsExactly(reason));
    }
}
