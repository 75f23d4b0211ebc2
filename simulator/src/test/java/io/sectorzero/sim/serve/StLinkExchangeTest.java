package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.UsbEndpoint;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told of a command that goes wrong on USB. */
class StLinkExchangeTest {

    private static final String GET_VERSION = "F1";
    private static final String WRITE_MEMORY = "F2 08 00 00 00 20 08 00";

    private final Board board = Board.build(BoardSettings.healthy(), new World(1));
    private final List<Bytes> answers = new ArrayList<>();
    private final PluggedDevice probe;

    StLinkExchangeTest() {
        board.probe(true);
        probe = board.usb().present().get(0);
    }

    @ParameterizedTest
    @CsvSource({GET_VERSION + ", 1, 6, 6", WRITE_MEMORY + ", 0, 8, 0"})
    void a_command_that_the_probe_refuses_has_failed_at_once_and_for_good(String command, int direction, int length, int answered) {
        haltOut();
        exchange(command, direction, length).begin();
        board.world().pass(Duration.ofMillis(10));
        assertThat(answers).containsExactly(StLinkAnswer.failed(StLinkAnswer.TRUNCATED, answered));
        board.world().pass(Duration.ofSeconds(2));
        assertThat(answers).as("told once").hasSize(1);
    }

    @Test
    void a_client_that_leaves_does_not_change_what_has_failed_already() {
        haltOut();
        StLinkExchange exchange = exchange(GET_VERSION, 1, 6);
        exchange.begin();
        board.world().pass(Duration.ofMillis(10));
        exchange.callBack(StLinkAnswer.CLOSED);
        assertThat(answers).containsExactly(StLinkAnswer.failed(StLinkAnswer.TRUNCATED, 6));
    }

    @Test
    void a_probe_that_only_keeps_silent_is_busy() {
        // No command has sent anything yet, so nothing comes at the trace endpoint.
        exchange(GET_VERSION, 3, 6).begin();
        board.world().pass(Duration.ofMillis(700));
        assertThat(answers).isEmpty();
        board.world().pass(Duration.ofMillis(200));
        assertThat(answers).containsExactly(StLinkAnswer.failed(StLinkAnswer.BUSY, 6));
    }

    private void haltOut() {
        int out = probe.description().interfaces().get(0).endpoints().stream().filter(each -> !each.isIn())
                .mapToInt(UsbEndpoint::address).findFirst().orElseThrow();
        probe.device().halt(out);
    }

    private StLinkExchange exchange(String command, int direction, int length) {
        Bytes bytes = Bytes.parseHex(command);
        Bytes head = Bytes.parseHex("05 00 00 00 01 00 00 00").then(bytes).then(Bytes.repeat(0, 16 - bytes.length()))
                .then(Bytes.of(direction, 0, 0, 0, length, 0, 0, 0));
        var request = new StLinkRequest(direction == 0 ? head.then(Bytes.repeat(0x5A, length)) : head);
        return new StLinkExchange(board.world(), probe, request, answers::add);
    }
}
