package io.sectorzero.sim.bench;

import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/** Serial wire transfers of a {@link DirectProbe}, one after the other, each in its time. */
final class DirectWire {

    private static final long USUAL_HZ = 4_000_000;
    /** Request, turnaround, acknowledge, data and parity, turnaround. IHI 0031 §B4. */
    private static final int TRANSFER_CLOCKS = 8 + 1 + 3 + 33 + 1;
    private static final int CONNECT_CLOCKS = 56 + 16 + 56 + 8;
    private static final int ABORT = 0x0;
    private static final int CLEAR_ERRORS = 0x1E;
    private static final int TAR = 0x4;
    private static final int RDBUFF = 0xC;

    /** A transfer that did not end with OK. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final Kind kind;

        NoAnswer(Kind kind, String said) {
            super(said, null, false, false);
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }
    }

    private final Board board;
    private long hz;

    DirectWire(Board board) {
        this.board = board;
        clock(USUAL_HZ);
    }

    void clock(long newHz) {
        hz = newHz;
        board.debug().clock(newHz);
    }

    void connect(Deadline deadline) {
        take(CONNECT_CLOCKS);
        board.debug().select(Wire.SWD);
        board.debug().lineReset();
        read(false, 0, deadline);
    }

    int read(boolean accessPort, int register, Deadline deadline) {
        return transfer(accessPort, true, register, 0, deadline);
    }

    void write(boolean accessPort, int register, int value, Deadline deadline) {
        transfer(accessPort, false, register, value, deadline);
    }

    private int transfer(boolean accessPort, boolean read, int register, int data, Deadline deadline) {
        while (true) {
            take(TRANSFER_CLOCKS);
            Reply reply = board.debug().transfer(accessPort, read, register, data);
            if (reply.isOk()) {
                return reply.data();
            }
            if (reply.ack() != Acknowledge.WAIT || deadline.passed()) {
                throw failed(reply);
            }
        }
    }

    private static NoAnswer failed(Reply reply) {
        return switch (reply.ack()) {
            case OK -> new NoAnswer(Kind.DAMAGED, "the parity of the data does not hold");
            case WAIT -> new NoAnswer(Kind.WAIT, "WAIT");
            case FAULT -> new NoAnswer(Kind.FAULT, "FAULT");
            case NONE -> new NoAnswer(Kind.SILENT, "nobody drives the line");
        };
    }

    private void take(int clocks) {
        board.world().pass(Duration.ofNanos(clocks * 1_000_000_000L / hz));
    }

    /** Leaves the port as it was found; nobody may be there to be asked. */
    boolean clearErrors() {
        take(TRANSFER_CLOCKS);
        return board.debug().transfer(false, false, ABORT, CLEAR_ERRORS).isOk();
    }

    /** TAR of the access port in use. */
    Optional<Integer> addressRegister() {
        take(2 * TRANSFER_CLOCKS);
        boolean asked = board.debug().transfer(true, true, TAR, 0).isOk();
        Reply reply = board.debug().transfer(false, true, RDBUFF, 0);
        return asked && reply.isOk() ? Optional.of(reply.data()) : Optional.empty();
    }
}
