package io.sectorzero.sim.bench;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.BenchProvider;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import java.util.OptionalLong;

/**
 * Opens benches of kind {@code simulator}. Keys besides those every bench has: {@code board}, a board file relative to
 * the description, a healthy board when it is missing; {@code seed}, what the dice start from; {@code probe}, how the board's
 * debug pins are reached, {@code "st-link"} when it is missing, {@code "direct"}, {@code "none"}.
 */
public final class SimulatedBenchProvider implements BenchProvider {

    private static final long USUAL_SEED = 0x5EC7;

    @Override public String kind() {
        return "simulator";
    }

    @Override public SimulatedBench open(BenchDescription description) {
        return open(description, OptionalLong.empty());
    }

    /** As the description says, but from this seed where one is given. */
    public static SimulatedBench open(BenchDescription description, OptionalLong otherSeed) {
        DescriptionFile file = description.file();
        BoardSettings board = file.string("board").map(written -> BoardFile.read(file.relative(written)))
                .orElse(BoardSettings.healthy());
        long seed = file.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(USUAL_SEED);
        SimulatedBench bench = SimulatedBench.open(description, board, otherSeed.orElse(seed));
        file.refuseUnknownKeys();
        return bench;
    }
}
