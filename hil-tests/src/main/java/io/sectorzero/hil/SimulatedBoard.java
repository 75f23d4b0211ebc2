package io.sectorzero.hil;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.Board;
import io.sectorzero.trace.Trace;
import java.util.Optional;
import java.util.function.Function;

/** A simulated board with whatever trouble was asked for, and a fresh engine for each attempt on it. */
public final class SimulatedBoard {

    private static final long FLASH_BASE = 0x0800_0000L;

    private final BenchDescription bench;
    private final Board board;

    SimulatedBoard(BenchDescription bench, Board board) {
        this.bench = bench;
        this.board = board;
    }

    /** The board itself, for a look behind the links. */
    public Board board() {
        return board;
    }

    public Trace trace() {
        return board.trace();
    }

    public long events() {
        return board.world().events();
    }

    public Outcome flash(Image image) {
        return flash(image, Policy.careful());
    }

    public Outcome flash(Image image, Policy policy) {
        return attempt(workshop -> workshop.flash(image, policy));
    }

    /** Lets a new engine try something over the serial line. */
    public Outcome attempt(Function<Workshop, FlashReport> work) {
        return attempt(Stated.nothing(), work);
    }

    /** As {@link #attempt(Function)}, with something stated about the board. */
    public Outcome attempt(Stated stated, Function<Workshop, FlashReport> work) {
        return attempt(Route.UART, stated, work);
    }

    /** As {@link #attempt(Stated, Function)}, by a route of choice. */
    public Outcome attempt(Route route, Stated stated, Function<Workshop, FlashReport> work) {
        try (var desk = SimulatedBench.open(bench, board);
             var workshop = Workshop.open(desk, route, stated)) {
            try {
                return new Outcome(Optional.of(work.apply(workshop)), Optional.empty(), this);
            } catch (SectorZeroException failure) {
                return new Outcome(workshop.lastReport(), Optional.of(failure), this);
            }
        }
    }

    /** The same board with the cause removed: it remembers its flash and options, and nothing more will happen to it. */
    public SimulatedBoard repaired() {
        return new SimulatedBoard(bench, board.fork());
    }

    /** Whether the true content of the flash is what the image says, looked at from behind. */
    public boolean holds(Image image) {
        for (Segment segment : image.segments()) {
            int from = (int) (segment.start().unsigned() - FLASH_BASE);
            if (!board.chip().flash().content(from, from + segment.data().length()).equals(segment.data())) {
                return false;
            }
        }
        return true;
    }
}
