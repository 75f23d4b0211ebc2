package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.UART;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.Policy;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.suites.flashing.Images;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Content that is to be kept is at every moment on the board or in the rescue, whole. */
@HilTest
@Needs({UART, FAULTS})
class KeptContentTest {

    private static final long STRIDE = 499;

    @Test
    void power_lost_at_any_time_leaves_what_was_kept_on_the_board_or_in_the_rescue(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Image more = Images.at(Images.FLASH + 0x1000, 300);
        long events = keeping(boards.healthy(), blinky, more, new ArrayList<>()).events();
        int rescued = 0;
        for (long cut = 0; cut < events; cut += STRIDE) {
            List<Image> rescue = new ArrayList<>();
            Outcome outcome = keeping(boards.with(new PowerCut(cut)), blinky, more, rescue);

            if (!outcome.board().holds(blinky)) {
                assertThat(rescue).as("rescue after a cut at event %d", cut).isNotEmpty();
                assertThat(rescue.get(rescue.size() - 1).contentOf(first(blinky), 0xFF)).isEqualTo(blinky.segments().get(0).data());
                rescued++;
            }
        }
        assertThat(rescued).isPositive();
    }

    private static Outcome keeping(SimulatedBoard board, Image present, Image more, List<Image> rescue) {
        present.segments().forEach(segment -> board.board().load(segment.start(), segment.data()));
        return board.attempt(workshop -> workshop.rescueInto(rescue::add).flash(more, Policy.careful().withKeep(true)));
    }

    private static AddressRange first(Image image) {
        return image.segments().get(0).range();
    }
}
