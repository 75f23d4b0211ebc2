package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs of fixtures/firmware, as the compiler made them, run on a board and are looked at from its plugs. */
class FirmwareTest {

    private static final Address FLASH = Address.of(0x0800_0000L);
    private static final String GREETING = "SectorZero console 1.0 STM32F412\r\n";

    private static Board with(String program) {
        var settings = BoardSettings.healthy().with(new BootCondition(Strap.LOW, false, List.of(), NoiseAfter.ANY_RESET, 1));
        var board = Board.build(settings, new World(7));
        board.load(FLASH, program(program));
        return board;
    }

    private static Bytes program(String name) {
        try (InputStream stream = FirmwareTest.class.getResourceAsStream("/fixtures/firmware/" + name + ".bin")) {
            return Bytes.copyOf(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pass(Board board, long millis) {
        board.world().pass(Duration.ofMillis(millis));
    }

    /** What the board says from now on, at 115200 8N1. */
    private static StringBuilder listen(Board board) {
        var said = new StringBuilder();
        board.uart().configure(115_200, 'N');
        board.uart().onByte((value, damaged) -> said.append(damaged ? '?' : (char) value));
        return said;
    }

    @Test void blinky_toggles_its_led_twice_a_second() {
        Board board = with("blinky");
        var edges = new ArrayList<Long>();
        var lit = new boolean[1];
        board.chip().onPins(() -> {
            if (board.chip().isHigh('A', 5) != lit[0]) {
                lit[0] = !lit[0];
                edges.add(board.world().nanos());
            }
        });

        pass(board, 10_000);

        assertThat(edges).hasSize(19);
        for (int k = 1; k < edges.size(); k++) {
            assertThat(edges.get(k) - edges.get(k - 1)).as("edge %d", k).isEqualTo(500_000_000L);
        }
        assertThat(board.status().running()).startsWith("asleep at 0x08000");
        assertThat(board.unmodelled()).isEmpty();
    }

    @Test void the_console_says_who_it_is_and_sends_back_what_it_hears() {
        Board board = with("console");
        StringBuilder said = listen(board);

        pass(board, 20);
        assertThat(said).hasToString(GREETING);
        board.uart().send(Bytes.copyOf("echo, please".getBytes(StandardCharsets.US_ASCII)));
        pass(board, 10);

        assertThat(said).hasToString(GREETING + "echo, please");
        assertThat(board.unmodelled()).isEmpty();
    }

    @Test void the_console_speaks_at_the_rate_it_set_whatever_the_adapter_believes() {
        Board board = with("console");
        StringBuilder said = listen(board);
        board.uart().configure(9_600, 'N');

        pass(board, 20);

        assertThat(said).isNotEmpty();
        assertThat(said.toString()).isNotEqualTo(GREETING);
    }

    @Test void a_console_that_the_loader_starts_greets_as_after_a_reset() {
        Board board = Board.build(BoardSettings.healthy(), new World(7));
        board.load(FLASH, program("console"));
        pass(board, 20);
        for (String command : List.of("7F", "21DE", "0800000008")) {
            board.uart().send(Bytes.parseHex(command));
            pass(board, 3);
        }
        StringBuilder said = listen(board);

        pass(board, 20);

        assertThat(said.toString()).as("the first characters were sent before anybody listened").endsWith("F412\r\n");
        assertThat(board.status().running()).startsWith("runs at 0x0800");
    }
}
