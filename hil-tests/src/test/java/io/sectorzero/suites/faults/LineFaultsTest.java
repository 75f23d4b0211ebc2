package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.RepeatedByte;
import io.sectorzero.sim.fault.SilentAfter;
import io.sectorzero.trace.Mark;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can go wrong with one byte on the serial line, at one byte after the other of a whole flashing. */
@HilTest
@Needs(FAULTS)
class LineFaultsTest {

    /** A kind of fault, how densely it is laid over the conversation, and from which byte on. */
    record Kind(String name, int stride, BiFunction<Direction, Long, Fault> at) {

        @Override public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0} on the way {1}")
    @MethodSource("kindsAndDirections")
    void whatever_happens_to_a_byte_nothing_untrue_is_said(Kind kind, Direction direction, Boards boards,
                                                           @Fixture("blinky.hex") Image blinky) {
        int struck = 0;
        for (long n = 0; strikes(boards.with(kind.at().apply(direction, n)), kind, n, blinky); n += kind.stride()) {
            struck++;
        }
        assertThat(struck).as("faults that struck").isGreaterThan(10);
    }

    /** Flashes, holds what was said against what is there, and tells whether the fault came to pass at all. */
    private static boolean strikes(SimulatedBoard board, Kind kind, long n, Image blinky) {
        Bytes before = board.board().flashContent();

        Outcome outcome = board.flash(blinky);

        assertThat(outcome).as("%s at byte %d", kind, n).tellsTheTruthAbout(blinky, before);
        if (!outcome.succeeded()) {
            assertThat(outcome).as("%s at byte %d", kind, n).failedHonestly();
        }
        return board.trace().events().stream().filter(event -> event.mark() == Mark.FAULT).count() > 1;
    }

    static Stream<Arguments> kindsAndDirections() {
        var kinds = Stream.of(
                new Kind("silence from there on", 1, SilentAfter::new),
                new Kind("line unplugged", 1, LineUnplugged::new),
                new Kind("a byte lost", 7, LostByte::new),
                new Kind("a byte twice", 11, RepeatedByte::new),
                new Kind("a bit flipped", 7, (direction, n) -> new FlippedByte(direction, n, 0x10)),
                new Kind("a byte too many", 11, (direction, n) -> new ExtraByte(direction, n, 0x79)));
        return kinds.flatMap(kind -> Stream.of(Direction.values())
                .map(direction -> Arguments.of(kind, direction)));
    }
}
