package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.LinkUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A path belongs to one living process; the other process is a real one, and is killed. */
@Timeout(60)
class ClaimTest {

    @TempDir
    private Path folder;

    /** Run as a program of its own: claims a path, says so by a file, and stays until it is killed. */
    static final class Owner {

        private Owner() {
        }

        public static void main(String[] arguments) throws Exception {
            Claim.on(Path.of(arguments[0]));
            Files.createFile(Path.of(arguments[1]));
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        }
    }

    @Test
    void what_another_process_claimed_is_refused_while_it_lives_and_had_once_it_is_killed() throws Exception {
        Path path = folder.resolve("board");
        Path said = folder.resolve("said");
        Process owner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Owner.class.getName(), path.toString(), said.toString()).inheritIO().start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(said));
            assertThatThrownBy(() -> Claim.on(path)).isInstanceOf(LinkUnavailable.class).hasMessageContaining(path.toString());
        } finally {
            owner.destroyForcibly().waitFor();
        }
        Claim.on(path).close();
        Files.delete(said);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_claim_given_up_can_be_made_again_and_leaves_nothing_behind() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Claim first = Claim.on(folder.resolve("board"))) {
                assertThat(first).isNotNull();
                assertThatThrownBy(() -> Claim.on(folder.resolve("board"))).isInstanceOf(LinkUnavailable.class);
            }
            assertThat(folder).isEmptyDirectory();
        }
    }
}
