package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.USB;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.Parallelism;
import io.sectorzero.flash.Consent;
import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.flash.Workshop;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.trace.Mark;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FlashingSuite} over USB, and what only the bootloader's DFU device makes of it. */
@HilTest
@Needs(USB)
class DfuFlashingTest extends FlashingSuite {

    private static final int KILO = 1024;
    private static final int MEGA = 1024 * KILO;
    private static final double ALLOWED = 1.15;

    // A full-speed frame has room for nineteen packets of 64 bytes (USB 2.0 §5.8.4), and a control transfer has one each for
    // setup and status. No host gets more onto the wire.
    private static final long PACKET_NANOS = 1_000_000 / 19;
    private static final long PACKET_BYTES = 64;
    private static final long SETUP_BYTES = 8;

    DfuFlashingTest() {
        super(Route.DFU);
    }

    @ParameterizedTest
    @Needs(FAULTS)
    @ValueSource(ints = {9, 2049, 70 * KILO})
    void what_is_said_to_be_written_is_truly_in_the_flash(int bytes, Boards boards) {
        Image image = Images.ofSize(bytes);
        var board = boards.healthy();

        assertThat(over(board, workshop -> workshop.flash(image, Policy.careful()))).succeeded();
        assertThat(board.holds(image)).isTrue();
    }

    /** The crystal misses a beat and the chip resets: the device goes, comes back, and the work goes on from what is right. */
    @Test
    @Needs(FAULTS)
    void what_is_to_be_kept_is_kept_when_the_device_goes_and_comes_back_in_the_midst(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Image more = Images.at(Images.FLASH + 0x1000, 200_000);
        var board = boards.named("d04-crystal-drops.toml");
        blinky.segments().forEach(segment -> board.board().load(segment.start(), segment.data()));

        Outcome outcome = over(board, workshop -> workshop.flash(more, Policy.careful().withKeep(true)));

        assertThat(outcome).succeeded();
        assertThat(outcome.report().orElseThrow().recoveries()).anyMatch(line -> line.contains("D4 "));
        assertThat(board.holds(more)).isTrue();
        assertThat(board.holds(blinky)).isTrue();
    }

    @Test
    @Needs(FAULTS)
    void single_sectors_and_everything_are_erased(Boards boards) {
        var board = boards.named("d09-sector-refuses.toml");

        assertThat(over(board, workshop -> workshop.erase(EraseRequest.sectors(Set.of(0, 3))))).succeeded();
        assertThat(board.board().flashContent().slice(0, 16 * KILO).isAll(0xFF)).isTrue();
        assertThat(board.board().flashContent().slice(16 * KILO, 32 * KILO).isAll(0xFF)).isFalse();
    }

    @Test
    @Needs(FAULTS)
    void a_write_protected_sector_is_named_before_anything_is_touched_and_lifted_when_allowed(Boards boards) {
        Image image = Images.ofSize(40 * KILO);
        var board = boards.named("d09-sector-refuses.toml");
        var before = board.board().flashContent();

        Outcome refused = over(board, workshop -> workshop.flash(image, Policy.careful()));
        assertThat(refused.suspects()).containsExactly("C3", "D9");
        assertThat(board.board().flashContent()).isEqualTo(before);

        Outcome lifted = over(board, workshop -> workshop.flash(image, Policy.careful().withLiftWriteProtection(true)));
        assertThat(lifted).succeeded();
        assertThat(lifted.report().orElseThrow().recoveries()).anyMatch(line -> line.contains("put back: nWRP FFB"));
        assertThat(board.holds(image)).isTrue();
    }

    @Test
    @Needs(FAULTS)
    void read_protection_is_named_and_gives_way_to_consent_alone(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var board = boards.named("d05-read-protected.toml");
        var before = board.board().flashContent();

        Outcome refused = over(board, workshop -> workshop.flash(blinky, Policy.careful()));
        assertThat(refused.suspects()).containsExactly("C1", "D5");
        assertThat(board.board().flashContent()).isEqualTo(before);

        assertThat(over(board, workshop -> workshop.flash(blinky, Policy.careful().with(Consent.DATA_LOSS)))).succeeded();
        assertThat(board.holds(blinky)).isTrue();
    }

    /** Counted from first contact to the last byte compared; the wire time is that of the very transfers that were made. */
    @Test
    @Needs(FAULTS)
    void a_whole_chip_takes_little_longer_than_flash_and_wire_themselves(Boards boards) {
        Image image = Images.ofSize(MEGA);
        var board = boards.healthy();

        Outcome outcome = board.attempt(Route.DFU, Stated.nothing().withSupply(3.3), workshop -> workshop.flash(image, Policy.careful()));

        Duration taken = outcome.report().orElseThrow().total();
        Duration flash = flashTime(Catalogue.load().device("STM32F412xG"));
        Duration wire = wireTime(board.trace());
        System.out.printf("1 MB over DFU at 3.3 V: %d ms; flash %d ms, wire %d ms, ratio %.3f%n", taken.toMillis(), flash.toMillis(),
                wire.toMillis(), (double) taken.toNanos() / flash.plus(wire).toNanos());
        assertThat(outcome).succeeded();
        assertThat(taken.toNanos()).isLessThanOrEqualTo((long) (flash.plus(wire).toNanos() * ALLOWED));
    }

    private static Duration flashTime(Device device) {
        Duration erase = device.layout().sectors().stream().map(sector -> device.timings().erase(sector, Parallelism.X32).typical())
                .reduce(Duration.ZERO, Duration::plus);
        return erase.plus(device.timings().program(device.layout().sizeBytes(), Parallelism.X32).typical());
    }

    private static Duration wireTime(Trace trace) {
        long nanos = trace.events().stream().filter(event -> event.source().equals("usb"))
                .mapToLong(event -> event.mark() == Mark.SENT ? 2 * PACKET_NANOS + packets(event.bytes().length() - SETUP_BYTES)
                        : packets(event.bytes().length())).sum();
        return Duration.ofNanos(nanos);
    }

    private static long packets(long bytes) {
        return (bytes + PACKET_BYTES - 1) / PACKET_BYTES * PACKET_NANOS;
    }

    private static Outcome over(SimulatedBoard board, Function<Workshop, FlashReport> work) {
        return board.attempt(Route.DFU, Stated.nothing(), work);
    }
}
