package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Transfer;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import java.time.Duration;

/** A computer with a probe on its USB, and a board at the other end. Speaks in the hex that the tools send. */
final class Host {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MORE = 1024;
    static final int IN = 0x81;

    final Board board;
    final PluggedDevice probe;
    final int out;

    private Host(Board board, int which) {
        this.board = board;
        probe = board.usb().present().get(which);
        out = probe.description().product() == 0x3748 ? 0x02 : 0x01;
    }

    static Host with(BoardSettings settings) {
        Board board = Board.build(settings, new World(1));
        board.world().pass(Duration.ofMillis(20));
        board.probe(true);
        return at(board);
    }

    /** A board whose probe is in a computer already. */
    static Host at(Board board) {
        return at(board, 0);
    }

    static Host at(Board board, int which) {
        return new Host(board, which);
    }

    /** A healthy board with this model, started from its blank flash. */
    static Host with(ProbeCondition.Model model) {
        return with(BoardSettings.healthy().with(ProbeCondition.HEALTHY.with(model)));
    }

    static Host connected(ProbeCondition.Model model) {
        Host host = with(model);
        assertThat(host.ask("F2 30 A3")).isEqualTo("80 00");
        return host;
    }

    /** A command, and what comes back within reason; empty when nothing does. */
    String ask(String command) {
        send(command);
        return answer(MORE);
    }

    /** A command with data behind it. */
    void write(String command, Bytes data) {
        send(command);
        carry(Transfer.out(out, data, ended -> { }));
    }

    Bytes read(String command, int length) {
        send(command);
        return carry(Transfer.in(IN, length, ended -> { })).data();
    }

    void send(String command) {
        Bytes bytes = Bytes.parseHex(command.replace(" ", ""));
        carry(Transfer.out(out, bytes.then(Bytes.repeat(0, 16 - bytes.length())), ended -> { }));
    }

    String answer(int most) {
        return text(carry(Transfer.in(IN, most, ended -> { })).data());
    }

    Transfer carry(Transfer transfer) {
        probe.submit(transfer);
        board.world().runUntil(() -> transfer.ending().isPresent(), Deadline.in(PATIENCE, board.world()));
        if (transfer.ending().isEmpty()) {
            probe.cancel(transfer);
        }
        // Until the wire has carried it.
        board.world().pass(Duration.ofMillis(1));
        return transfer;
    }

    static String text(Bytes bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            text.append(i == 0 ? "" : " ").append("%02X".formatted(bytes.at(i)));
        }
        return text.toString();
    }
}
