package io.sectorzero.suites.agreement;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.Sector;
import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.OptionChange;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's descriptor and the model's silicon were written from the documents by themselves. Here the books are
 * balanced, by behaviour: what the engine asks for is compared with what became of the cells.
 */
@HilTest
@Needs(FAULTS)
class TwoLedgersTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final long FLASH = 0x0800_0000L;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void a_sector_is_where_the_descriptor_says_it_is(int number, Boards boards) {
        SimulatedBoard board = boards.healthy();
        int size = board.board().flashContent().length();
        board.board().load(Address.of(FLASH), Bytes.repeat(0x00, size));

        assertThat(board.attempt(workshop -> workshop.erase(EraseRequest.sectors(Set.of(number))))).succeeded();

        AddressRange expected = DEVICE.layout().sector(number).range();
        Bytes after = board.board().flashContent();
        int from = (int) (expected.start().unsigned() - FLASH);
        int to = from + (int) expected.length();
        assertThat(after.slice(0, from).isAll(0x00)).isTrue();
        assertThat(after.slice(from, to).isAll(0xFF)).isTrue();
        assertThat(after.slice(to, size).isAll(0x00)).isTrue();
    }

    /** Erase times as the engine predicts them and as the model takes them, for each width the supply allows. */
    @ParameterizedTest
    @CsvSource({"1.9", "2.2", "2.5", "3.3"})
    void an_erase_takes_as_long_as_the_descriptor_says(double volts, Boards boards) {
        for (Sector sector : DEVICE.layout().sectors()) {
            var request = EraseRequest.sectors(Set.of(sector.number())).withBlankCheck(false);
            Outcome outcome = boards.healthy().attempt(Stated.nothing().withSupply(volts), workshop -> workshop.erase(request));

            assertThat(outcome).succeeded();
            Duration took = outcome.report().orElseThrow().durations().get(Phase.ERASE);
            Duration predicted = outcome.report().orElseThrow().plan().orElseThrow().forecast().phases().get(Phase.ERASE).typical();
            assertThat((double) took.toNanos() / predicted.toNanos()).as("sector %d at %s V", sector.number(), volts)
                    .isBetween(0.97, 1.03);
        }
    }

    @Test
    void a_mass_erase_leaves_nothing_of_the_main_flash(Boards boards) {
        SimulatedBoard board = boards.healthy();
        int size = board.board().flashContent().length();
        board.board().load(Address.of(FLASH), Bytes.repeat(0x00, size));

        assertThat(board.attempt(workshop -> workshop.erase(EraseRequest.all()))).succeeded();

        assertThat(board.board().flashContent().isAll(0xFF)).isTrue();
    }

    @Test
    void the_flash_is_as_large_as_the_descriptor_says(Boards boards) {
        assertThat(boards.healthy().board().flashContent().length()).isEqualTo(DEVICE.flashKilobytes() * 1024);
        assertThat(boards.named("c13-512k-part.toml").board().flashContent().length())
                .isEqualTo(Catalogue.load().device("STM32F412xE").flashKilobytes() * 1024);
    }

    /** Each sector protected alone: the engine reads the option bytes of the model and sees that sector and no other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void protecting_a_sector_protects_that_sector_and_no_other(int number, Boards boards) {
        SimulatedBoard board = boards.healthy();
        int size = board.board().flashContent().length();
        board.board().load(Address.of(FLASH), Bytes.repeat(0x00, size));
        var seen = new Object[1];

        Outcome outcome = board.attempt(workshop -> {
            seen[0] = workshop.changeOptions(OptionChange.none().withWriteProtected(Set.of(number)), Set.of())
                    .writeProtected();
            return workshop.erase(EraseRequest.sectors(Set.of(number)));
        });

        assertThat(seen[0]).isEqualTo(Set.of(number));
        assertThat(outcome).failedHonestly().namesFirst("C3");
        assertThat(board.board().flashContent().isAll(0x00)).isTrue();
    }
}
