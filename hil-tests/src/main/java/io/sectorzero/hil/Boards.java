package io.sectorzero.hil;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.world.World;
import java.net.URI;
import java.nio.file.Path;

/** Simulated boards with trouble on request. Each is a world of its own. */
public final class Boards {

    private static final String FOLDER = "/fixtures/boards/";

    private final BenchDescription bench;
    private final long seed;

    Boards(BenchDescription bench, long seed) {
        this.bench = bench;
        this.seed = seed;
    }

    /** The same boards on a bench that is described in other words. */
    public Boards onBench(BenchDescription other) {
        return new Boards(other, seed);
    }

    public SimulatedBoard healthy() {
        return of(BoardSettings.healthy());
    }

    /** A healthy board to which these things happen. */
    public SimulatedBoard with(Fault... faults) {
        BoardSettings settings = BoardSettings.healthy();
        for (Fault fault : faults) {
            settings = settings.with(fault);
        }
        return of(settings);
    }

    /** A board of {@code fixtures/boards}, for example {@code c03-sector-0-write-protected.toml}. */
    public SimulatedBoard named(String file) {
        return of(settings(file));
    }

    public SimulatedBoard of(BoardSettings settings) {
        return of(settings, seed);
    }

    /** The same with another seed, for chance that is to fall another way. */
    public SimulatedBoard of(BoardSettings settings, long otherSeed) {
        return new SimulatedBoard(bench, Board.build(settings, new World(otherSeed)));
    }

    public static BoardSettings settings(String file) {
        var resource = Boards.class.getResource(FOLDER + file);
        if (resource == null) {
            throw new IllegalStateException("no such file on the test path: " + FOLDER + file);
        }
        return BoardFile.read(Path.of(URI.create(resource.toString())));
    }
}
