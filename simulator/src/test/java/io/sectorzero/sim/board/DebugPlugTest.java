package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.fault.SwdWiring.Lines;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What wires between probe and chip carry, by condition and clock. */
class DebugPlugTest {

    private static Board board(SwdWiring wiring) {
        Board board = Board.build(BoardSettings.healthy().with(wiring), new World(3));
        board.world().pass(Duration.ofMillis(20));
        return board;
    }

    private static int identities(DebugPlug plug, int tries) {
        int right = 0;
        for (int k = 0; k < tries; k++) {
            plug.select(Wire.SWD);
            plug.lineReset();
            var reply = plug.transfer(false, true, 0, 0);
            right += reply.isOk() && reply.data() == 0x2BA0_1477 ? 1 : 0;
        }
        return right;
    }

    @Test
    void healthy_wires_carry_any_clock() {
        DebugPlug plug = board(SwdWiring.HEALTHY).debug();
        plug.clock(24_000_000);
        assertThat(identities(plug, 100)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(value = Lines.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void a_broken_wire_carries_nothing(Lines lines) {
        DebugPlug plug = board(new SwdWiring(lines, SwdWiring.ANY_CLOCK, SwdWiring.USUAL_BER, 0)).debug();

        assertThat(identities(plug, 3)).isZero();
        assertThat(plug.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
        assertThat(plug.tdo()).isEqualTo(lines != Lines.SWDIO_SHORTED);
    }

    @Test
    void long_wires_lose_bits_above_their_clock_and_only_there() {
        DebugPlug plug = board(new SwdWiring(Lines.OK, 1_000_000, SwdWiring.USUAL_BER, 0)).debug();
        plug.clock(1_000_000);
        assertThat(identities(plug, 300)).isEqualTo(300);
        plug.clock(2_000_000);
        int atTwice = identities(plug, 300);
        plug.clock(8_000_000);
        int atEightTimes = identities(plug, 300);

        assertThat(atTwice).isBetween(150, 290);
        assertThat(atEightTimes).isLessThan(atTwice / 2);
    }
}
