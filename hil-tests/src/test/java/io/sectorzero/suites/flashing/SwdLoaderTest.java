package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.Parallelism;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.OnChip;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.flash.Workshop;
import io.sectorzero.flash.swd.SwdProgrammer;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.trace.Mark;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own loader at work in a chip's RAM, with a probe between it and us. */
@HilTest
@Needs(FAULTS)
class SwdLoaderTest {

    private static final int KILO = 1024;
    private static final int MEGA = 1024 * KILO;
    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    // Eight clocks of request, four of turn and acknowledge, 34 of data, parity and turn. Arm IHI 0031 "Serial Wire Debug".
    private static final int CLOCKS_PER_WORD = 46;
    private static final int FIRST_BLOCK = 16 * KILO;
    private static final int VECTORS = 8;

    /**
     * What nobody can do without is the flash's own erasing and programming, and the way of the first block to it: over the
     * probe's USB (nineteen packets of 64 bytes in a millisecond, or thirteen of 512 in 125 us), and over the wire.
     */
    @ParameterizedTest
    @CsvSource({"v2-1, 4000, 1216, 1.10", "v3e, 24000, 53248, 1.05"})
    void a_whole_chip_takes_little_longer_than_its_flash_needs(String model, int kilohertz, int usbBytesPerMilli, double allowed, Boards boards) {
        Image image = Images.ofSize(MEGA);
        var board = withProbe(boards, model, "");

        Outcome outcome = over(board, workshop -> workshop.flash(image, Policy.careful()));

        assertThat(outcome).succeeded();
        assertThat(board.holds(image)).isTrue();
        FlashReport report = outcome.report().orElseThrow();
        assertThat(report).verified();
        assertThat(report.plan().orElseThrow().carrier().toString()).contains("at %d kHz".formatted(kilohertz), "by a loader in RAM");
        double firstBlock = FIRST_BLOCK / 4.0 * CLOCKS_PER_WORD / kilohertz + (double) FIRST_BLOCK / usbBytesPerMilli;
        double limit = flashMillis() + firstBlock;
        System.out.printf("1 MB over SWD by %s: %d ms; flash and first block %.0f ms, ratio %.4f%n", model, report.total().toMillis(), limit,
                report.total().toNanos() / 1e6 / limit);
        assertThat(report.total().toNanos() / 1e6).isLessThanOrEqualTo(limit * allowed);
    }

    private static double flashMillis() {
        Duration erase = DEVICE.layout().sectors().stream().map(sector -> DEVICE.timings().erase(sector, Parallelism.X32).typical())
                .reduce(Duration.ZERO, Duration::plus);
        return erase.plus(DEVICE.timings().program(DEVICE.layout().sizeBytes(), Parallelism.X32).typical()).toNanos() / 1e6;
    }

    @ParameterizedTest
    @CsvSource({"3.3, 5001, 0x08004003", "2.4, 5001, 0x08004003", "1.9, 5001, 0x08004003", "3.3, 40000, 0x0800FFFE", "1.9, 33000, 0x08003FF1"})
    void any_bytes_at_any_address_are_written_as_wide_as_the_supply_allows(double volts, int bytes, String at, Boards boards) {
        Image image = Image.of("app", new Segment(Address.of(Long.decode(at)), Images.content(bytes)));
        var board = withProbe(boards, "v3e", "power.vdd = %s".formatted(volts));

        Outcome outcome = over(board, workshop -> workshop.flash(image, Policy.careful().tolerating("I4").tolerating("I2")));

        assertThat(outcome).succeeded();
        assertThat(board.holds(image)).isTrue();
        assertThat(outcome.report().orElseThrow().plan().orElseThrow().width())
                .isEqualTo(volts < 2.1 ? Parallelism.X8 : volts < 2.7 ? Parallelism.X16 : Parallelism.X32);
    }

    @Test
    void only_a_sector_that_differs_is_touched_and_nothing_but_sums_comes_back(Boards boards) {
        Bytes before = Images.content(300 * KILO);
        byte[] changed = before.toArray();
        changed[200 * KILO] ^= 1;
        var board = withProbe(boards, "v3e", "");
        board.board().load(Address.of(Images.FLASH), before);
        int said = board.trace().events().size();

        Outcome outcome = over(board, workshop -> workshop.flash(Image.of("app", new Segment(Address.of(Images.FLASH), Bytes.copyOf(changed))),
                Policy.careful().withDiff(true)));

        assertThat(outcome).succeeded();
        assertThat(outcome.report().orElseThrow().erasedSectors()).containsExactly(5);
        long received = board.trace().events().stream().skip(said).filter(event -> event.mark() == Mark.RECEIVED)
                .mapToLong(event -> event.bytes().length()).sum();
        assertThat(received).isLessThan(16L * KILO);
    }

    @Test
    void what_the_chip_sums_up_and_finds_blank_is_what_its_flash_holds(Boards boards) {
        Bytes content = Images.content(40 * KILO);
        var board = withProbe(boards, "v3e", "");
        board.board().load(Address.of(Images.FLASH), content);

        atWork(board, programmer -> {
            OnChip chip = programmer.onChip().orElseThrow();
            for (int from : new int[] {0, 4, 16, 20 * KILO + 4}) {
                for (int length : new int[] {4, 8, 12, 16, 20, 10_000, 20 * KILO - 4}) {
                    assertThat(chip.checksum(range(from, length))).as("%d bytes from %d", length, from)
                            .isEqualTo(Checksums.crcOfWords(content.slice(from, from + length)));
                }
            }
            assertThat(chip.firstNotBlank(range(40 * KILO, 64 * KILO))).isEmpty();
            assertThat(chip.firstNotBlank(range(36 * KILO, 64 * KILO))).contains(Address.of(Images.FLASH + 36 * KILO));
            board.board().load(Address.of(Images.FLASH + 100 * KILO), Bytes.of(0xFE));
            assertThat(chip.firstNotBlank(range(40 * KILO, 64 * KILO))).contains(Address.of(Images.FLASH + 100 * KILO));
        });
    }

    @Test
    void the_first_word_the_flash_refuses_ends_the_work_and_is_named(Boards boards) {
        var board = withProbe(boards, "v3e", "");
        Bytes block = Images.content(16 * KILO);

        atWork(board, programmer -> {
            programmer.write(Address.of(Images.FLASH + 16 * KILO), block, PATIENCE);
            programmer.settle();
            FirmwareProtection.of(board, 2);
            programmer.write(Address.of(Images.FLASH + 32 * KILO), block, PATIENCE);

            assertThatThrownBy(() -> {
                programmer.write(Address.of(Images.FLASH + 48 * KILO), block, PATIENCE);
                programmer.settle();
            }).isInstanceOfSatisfying(TargetRefused.class, refused -> {
                assertThat(refused.diagnosis().what()).contains("at 0x08008000");
                assertThat(refused.diagnosis().evidence()).anyMatch(line -> line.contains("WRPERR"));
                assertThat(refused.diagnosis().suspects()).anyMatch(suspect -> suspect.cause().equals("C3"));
            });
            assertThat(programmer.unsettled()).isEqualTo(32L * KILO);
            // The failure was told, and does not stand in the way of those who look for its reasons.
            assertThat(programmer.readOptions().writeProtected()).containsExactly(2);
            assertThat(programmer.read(Address.of(Images.FLASH + 16 * KILO), 64)).isEqualTo(block.slice(0, 64));
            assertThat(programmer.unsettled()).isEqualTo(32L * KILO);
        });
        Bytes held = board.board().flashContent();
        assertThat(held.slice(16 * KILO, 32 * KILO)).isEqualTo(block);
        assertThat(held.slice(32 * KILO, 64 * KILO).isAll(0xFF)).isTrue();
    }

    @Test
    void a_reset_while_the_loader_runs_is_noticed_and_said(Boards boards) {
        var board = withProbe(boards, "v3e", "");
        Bytes block = Images.content(16 * KILO);

        atWork(board, programmer -> {
            programmer.write(Address.of(Images.FLASH + 16 * KILO), block, PATIENCE);
            pulseReset(board);

            assertThatThrownBy(programmer::settle).isInstanceOfSatisfying(TargetRefused.class, died ->
                    assertThat(died.diagnosis().evidence()).contains("the chip was reset while the loader ran"));
            assertThat(programmer.carrier().withLoader()).isPresent();
            programmer.connect();
            assertThat(programmer.carrier().withLoader()).isEmpty();
        });
    }

    @Test
    void a_reset_in_the_midst_of_writing_is_never_taken_for_success(Boards boards) {
        Image image = Images.ofSize(64 * KILO);
        for (int after = 1; after <= 4; after++) {
            var board = withProbe(boards, "v3e", "");
            int[] left = {after};

            Outcome outcome = over(board, workshop -> workshop.tell((phase, done, total) -> {
                if (phase == Phase.WRITE && done > 0 && --left[0] == 0) {
                    pulseReset(board);
                }
            }).flash(image, Policy.careful()));

            assertThat(outcome.succeeded()).as("reset after %d blocks: %s", after, outcome.diagnosis()).isEqualTo(board.holds(image));
            assertThat(over(board.repaired(), workshop -> workshop.flash(image, Policy.careful()))).succeeded();
        }
    }

    @Test
    void stopping_between_blocks_leaves_in_place_what_was_handed_over(Boards boards) {
        Image image = Images.ofSize(96 * KILO);
        var board = withProbe(boards, "v3e", "");
        long[] written = {0};

        Outcome outcome = over(board, workshop -> workshop.tell((phase, done, total) -> written[0] = phase == Phase.WRITE ? done : written[0])
                .stopWhen(() -> written[0] >= 48 * KILO).flash(image, Policy.careful()));

        assertThat(outcome.failure()).containsInstanceOf(Cancelled.class);
        int handedOver = (int) written[0];
        assertThat(handedOver).isBetween(48 * KILO, 96 * KILO - 1);
        Bytes held = board.board().flashContent();
        assertThat(held.slice(0, handedOver)).isEqualTo(image.segments().get(0).data().slice(0, handedOver));
        assertThat(held.slice(handedOver, 96 * KILO).isAll(0xFF)).isTrue();
        assertThat(outcome.report().orElseThrow().programmedBytes()).isEqualTo(handedOver);
        assertThat(over(board, workshop -> workshop.flash(image, Policy.careful()))).succeeded();
    }

    /** RAM outlives the session: what somebody asked of a loader who then went away must not be done for somebody else. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void what_an_earlier_session_asked_for_is_not_done_in_a_later_one(int requests, Boards boards) {
        Bytes content = Images.content(97 * KILO);
        Image earlier = Image.of("earlier", new Segment(Address.of(Images.FLASH), content));
        Image later = Image.of("later", new Segment(Address.of(Images.FLASH), content.slice(0, VECTORS).then(content.slice(KILO, 97 * KILO))));
        var board = withProbe(boards, "v3e", "");
        long[] written = {0};

        Outcome first = over(board, workshop -> workshop.tell((phase, done, total) -> written[0] = phase == Phase.WRITE ? done : written[0])
                .stopWhen(() -> written[0] >= (long) requests * FIRST_BLOCK).flash(earlier, Policy.careful()));
        Outcome second = over(board, workshop -> workshop.flash(later, Policy.careful()));

        assertThat(first.failure()).containsInstanceOf(Cancelled.class);
        assertThat(second).succeeded();
        assertThat(second.report().orElseThrow().recoveries()).isEmpty();
        assertThat(board.holds(later)).isTrue();
    }

    private static void pulseReset(SimulatedBoard board) {
        board.board().reset(true);
        board.board().world().pass(Duration.ofMillis(1));
        board.board().reset(false);
    }

    private static AddressRange range(int offset, int length) {
        return AddressRange.of(Images.FLASH + offset, length);
    }

    /** What a programmer does with the loader at its side. */
    private interface Work {
        void with(SwdProgrammer programmer);
    }

    private static void atWork(SimulatedBoard board, Work work) {
        var bench = BenchDescription.parse("loader", "kind = \"simulator\"\nname = \"loader\"\ndevice = \"STM32F412xG\"\n");
        try (var desk = SimulatedBench.open(bench, board.board());
             var programmer = SwdProgrammer.open(desk, Stated.nothing().withSupply(3.3))) {
            programmer.connect();
            programmer.stateSupply(DEVICE.bootloader().bandAt(3.3).orElseThrow());
            programmer.useLoader();
            work.with(programmer);
        }
    }

    private static SimulatedBoard withProbe(Boards boards, String model, String more) {
        return boards.of(BoardFile.of(DescriptionFile.parse("board", "probe.model = \"%s\"%n%s%n".formatted(model, more))));
    }

    private static Outcome over(SimulatedBoard board, Function<Workshop, FlashReport> work) {
        return board.attempt(Route.SWD, Stated.nothing(), work);
    }
}
