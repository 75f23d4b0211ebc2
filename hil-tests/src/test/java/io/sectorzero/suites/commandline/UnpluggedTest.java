package io.sectorzero.suites.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.hardware.ControlDoor;
import io.sectorzero.sim.world.World;
import io.sectorzero.suites.commandline.Program.Ended;
import io.sectorzero.suites.flashing.Images;
import io.sectorzero.suites.peer.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own program at a board's USB through libusb, and the cable is pulled while it works. */
class UnpluggedTest {

    private static final int EARLIEST = 20;
    private static final int SPREAD = 80;
    private static final int IMAGE_BYTES = 60 * 1024;

    @TempDir Path folder;

    private Path image;
    private ServedBoard board;
    private ControlDoor control;

    @BeforeEach
    void serve() throws Exception {
        image = Files.write(folder.resolve("image.bin"), Images.content(IMAGE_BYTES).toArray());
        Path file = Files.writeString(folder.resolve("board.toml"), "[probe]\nmodel = \"none\"\n[dfu]\npollTimeoutScale = 0\n");
        try {
            board = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow().serve(new ServeRequest(Optional.of(file),
                    Map.of("plug", "", "control", "0"), "127.0.0.1", true, Optional.empty(), 1));
        } catch (CapabilityMissing e) {
            Peer.missing(e.getMessage());
        }
        String ready = board.ready().stream().filter(line -> line.startsWith("ready control ")).findFirst().orElseThrow();
        control = ControlDoor.open("127.0.0.1", Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1)));
    }

    @AfterEach
    void close() {
        if (control != null) {
            control.close();
        }
        if (board != null) {
            board.close();
        }
    }

    @ParameterizedTest(name = "chance {0}")
    @CsvSource({"1", "2", "3"})
    void a_cable_pulled_at_a_random_moment_is_told_as_such_and_the_next_attempt_succeeds(long chance) {
        int n = EARLIEST + new World(chance).dice("cable").below(SPREAD);
        control.ask("fault kind = \"cable-unplugged\", n = " + n);

        Ended lost = flash();
        assertThat(lost.code()).as("pulled at request %d: %s%s", n, lost.out(), lost.err()).isEqualTo(11);
        assertThat(lost.err()).contains("was lost", "suspect   H7").doesNotContain("\tat ");

        control.ask("cable in");
        control.ask("reset");
        Ended again = flash();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("every one right");
    }

    private Ended flash() {
        return Program.start(folder, List.of(), board.environment(), "flash", image.toString(), "--base", "0x08000000", "--usb", "--supply", "3.3").end();
    }
}
