package io.sectorzero.sim.serve;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.Trace;

/** Serves boards. Found with {@link java.util.ServiceLoader}. */
public final class BoardServer implements BoardServing {

    // A board may be served for weeks, and nobody reads its trace but a person with a debugger.
    private static final int REMEMBERED_EVENTS = 10_000;

    @Override public ServedBoard serve(ServeRequest request) {
        DoorRequest doors = DoorRequest.of(request);
        BoardSettings settings = request.board().map(BoardFile::read).orElseGet(BoardSettings::healthy);
        var world = new World(request.seed());
        Board board = Board.build(settings, world, new Trace(world, REMEMBERED_EVENTS));
        return OpenBoard.open(board, request, doors);
    }

    /** Serves a board that somebody has built already, whatever the request says about which. From now on it is the server's. */
    public static ServedBoard serve(Board board, ServeRequest request) {
        return OpenBoard.open(board, request, DoorRequest.of(request));
    }
}
