package io.sectorzero.sim.serve;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.world.World;

/** Serves boards. Found with {@link java.util.ServiceLoader}. */
public final class BoardServer implements BoardServing {

    @Override public ServedBoard serve(ServeRequest request) {
        DoorRequest doors = DoorRequest.of(request);
        BoardSettings settings = request.board().map(BoardFile::read).orElseGet(BoardSettings::healthy);
        Board board = Board.build(settings, new World(request.seed()));
        return OpenBoard.open(board, request, doors);
    }
}
