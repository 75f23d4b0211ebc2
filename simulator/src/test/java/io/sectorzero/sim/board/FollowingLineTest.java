package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An adapter for programs that cannot say a parity: the bootloader wants it even, the console wants none. */
class FollowingLineTest {

    private static final String GREETING = "SectorZero console 1.0 STM32F412\r\n";

    private final Board board = Board.build(BoardSettings.healthy(), new World(7));
    private final StringBuilder said = new StringBuilder();

    FollowingLineTest() throws IOException {
        try (InputStream stream = FollowingLineTest.class.getResourceAsStream("/fixtures/firmware/console.bin")) {
            board.load(Address.of(0x0800_0000L), Bytes.copyOf(stream.readAllBytes()));
        }
        board.uart().onByte((value, damaged) -> said.append(damaged ? '?' : (char) value));
    }

    private void startedFrom(boolean loader) {
        board.boot0(loader);
        board.reset(true);
        pass(1);
        board.reset(false);
        pass(20);
    }

    private void pass(long millis) {
        board.world().pass(Duration.ofMillis(millis));
    }

    @Test void what_a_program_says_without_parity_arrives_though_the_adapter_was_told_even() {
        board.uart().follow(true);

        startedFrom(false);

        assertThat(said).hasToString(GREETING);
        assertThat(board.uart().parity()).isEqualTo('N');
    }

    @Test void an_adapter_that_does_not_follow_hears_something_else() {
        startedFrom(false);

        assertThat(said.toString()).isNotEmpty().isNotEqualTo(GREETING);
    }

    @Test void back_in_the_bootloader_the_line_is_even_again() {
        board.uart().follow(true);
        startedFrom(false);
        said.setLength(0);

        startedFrom(true);
        board.uart().send(Bytes.of(0x7F));
        pass(5);
        board.uart().send(Bytes.parseHex("02FD"));
        pass(5);

        assertThat(said).as("acknowledge, then the product id between two more").hasToString("yy\1\4Ay");
        assertThat(board.uart().parity()).isEqualTo('E');
    }
}
