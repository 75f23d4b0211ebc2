package io.sectorzero.suites.protection;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.suites.flashing.FirmwareProtection;
import io.sectorzero.suites.flashing.Images;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Write protection that was lifted for the work comes back, however the work ends. */
@HilTest
@Needs({UART, FAULTS})
class LiftedProtectionTest {

    private static final String PROTECTED = "c03-sector-0-write-protected.toml";
    private static final Policy LIFTING = Policy.careful().withLiftWriteProtection(true);

    private static final String PROBE_ON_PROTECTED = """
            probe.model = "v3e"
            option.nwrp = 0xFFE
            flash.content = "counting"
            """;

    /** Every seventh byte of the conversation is lost in turn: some attempts go through at once, most are tried again. */
    @Test
    void protection_comes_back_when_the_work_took_another_attempt(Boards boards, @Fixture("blinky.hex") Image blinky) {
        int repeated = 0;
        for (int n = 0; n < 700; n += 7) {
            Outcome outcome = flash(boards, blinky, new LostByte(Direction.TO_BOARD, n));

            assertThat(outcome).as("byte %d lost", n).succeeded();
            assertThat(isProtected(outcome)).as("protected after byte %d was lost", n).isTrue();
            repeated += outcome.report().orElseThrow().recoveries().size() > 2 ? 1 : 0;
        }
        assertThat(repeated).isGreaterThan(10);
    }

    @Test
    void protection_comes_back_when_the_work_failed_for_good(Boards boards, @Fixture("blinky.hex") Image blinky) {
        boolean one = (blinky.segments().get(0).data().at(0x10) & 1) == 0;

        Outcome outcome = flash(boards, blinky, new StuckBit(Address.of(0x0800_0010L), 0, one));

        assertThat(outcome).failedHonestly();
        assertThat(isProtected(outcome)).isTrue();
        assertThat(outcome.report().orElseThrow().recoveries()).anyMatch(line -> line.startsWith("write protection put back"));
    }

    @Test
    void a_board_that_left_with_its_protection_lifted_is_told_about(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = flash(boards, blinky, new LineUnplugged(Direction.TO_BOARD, 400));

        assertThat(outcome).failedHonestly();
        assertThat(isProtected(outcome)).isFalse();
        assertThat(outcome.diagnosis().orElseThrow().render()).contains("write protection is still lifted",
                "protect these sectors again when the board answers: 0");
    }

    /** The flash refuses a block in the midst of the work, as it does when a program had protected its sector at run time. */
    @Test
    void protection_comes_back_when_the_flash_refused_a_block_of_the_loader(Boards boards) {
        var board = boards.of(BoardFile.of(DescriptionFile.parse("board", PROBE_ON_PROTECTED)));
        boolean[] again = {false};

        Outcome outcome = board.attempt(Route.SWD, Stated.nothing(), workshop -> workshop.tell((phase, done, total) -> {
            if (phase == Phase.WRITE && done > 0 && !again[0]) {
                again[0] = true;
                // By then what was handed over is in the flash.
                board.board().world().pass(Duration.ofSeconds(1));
                FirmwareProtection.of(board, 3);
            }
        }).flash(Images.ofSize(64 * 1024), LIFTING));

        assertThat(outcome).failedHonestly();
        assertThat(outcome.diagnosis().orElseThrow().what()).contains("at 0x0800C000");
        assertThat(outcome.report().orElseThrow().recoveries()).contains("write protection put back: nWRP FFE");
        assertThat(isProtected(outcome)).isTrue();
    }

    private static Outcome flash(Boards boards, Image image, Fault fault) {
        return boards.of(Boards.settings(PROTECTED).with(fault)).flash(image, LIFTING);
    }

    /** Asked by an engine that knows nothing of what happened, on the board without its trouble. */
    private static boolean isProtected(Outcome outcome) {
        return outcome.board().repaired().flash(Images.ofSize(64)).suspects().contains("C3");
    }
}
