package io.sectorzero.suites.naming;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.suites.naming.BrokenBoard.among;
import static io.sectorzero.suites.naming.BrokenBoard.first;
import static io.sectorzero.suites.naming.BrokenBoard.overcome;
import static io.sectorzero.suites.naming.BrokenBoard.told;
import static io.sectorzero.suites.naming.BrokenBoard.unnoticed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.Consent;
import io.sectorzero.flash.EraseMode;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulator can break, the engine must be able to name: one row for every board file. */
@HilTest
@Needs(FAULTS)
class NamingTest {

    private static final String SILENCE = "a bootloader that never answers is the same silence, whatever keeps it from answering";

    private static final Policy CAREFUL = Policy.careful();
    private static final Stated REVISION_Z = Stated.nothing().withRevision("Z");
    private static final Image BEYOND_512_KB = Images.at(Images.FLASH + 0xA_0000, 300);
    private static final Image IN_SECTOR_5 = Images.at(Images.FLASH + 0x2_0000, 300);

    private static final List<BrokenBoard> TABLE = List.of(
            unnoticed("healthy.toml", "nothing is wrong with it"),
            first("c01-rdp-level-1.toml", "C1"),
            among("c02-rdp-level-2.toml", "U1", SILENCE),
            first("c03-sector-0-write-protected.toml", "C3"),
            first("c04-proprietary-code-protection.toml", "C4"),
            first("c05-interrupted-option-write.toml", "C1"),
            first("c06-option-bytes-stuck.toml", "C6").under(CAREFUL.with(Consent.DATA_LOSS)),
            first("c12-phantom-erase.toml", "C12"),
            first("c13-512k-part.toml", "S2").writing(BEYOND_512_KB),
            first("c13-512k-part.toml", "I5").writingOnAnUnnamedPart(BEYOND_512_KB),
            first("c14-stuck-bit.toml", "C14"),
            first("c14-worn-sector.toml", "C14"),
            first("c15-weak-cells.toml", "C15").verifying(),
            first("c17-not-blank.toml", "C17").verifyingWhatWasWrittenOver(),
            first("d01-crystal-mismeasured.toml", "D1").overUsb(CAREFUL),
            first("d01-no-crystal.toml", "D1").overUsb(CAREFUL),
            among("d02-lines-loaded.toml", "D2", "a device that no host can talk to looks like one without a crystal").overUsb(CAREFUL),
            // The model's loader sees a cable at once and PA10 a moment later; on real boards the order is chance.
            unnoticed("d03-pa10-floats.toml", "the cable is in when the engine resets the board, and the loader sees it first").overUsb(CAREFUL),
            overcome("d04-crystal-drops.toml", "D4").writingOverUsb(Images.ofSize(200_000)),
            among("d05-read-protected.toml", "D5", "it is C1, seen over USB").overUsb(CAREFUL),
            overcome("d06-left-in-error.toml", "D6").overUsb(CAREFUL),
            overcome("d06-left-in-upload.toml", "D6").overUsb(CAREFUL),
            unnoticed("d07-poll-times-too-short.toml", "the engine waits as long as the data sheet allows").overUsb(CAREFUL),
            unnoticed("d08-small-blocks.toml", "the engine sends blocks of the size the descriptor names").overUsb(CAREFUL),
            among("d09-sector-refuses.toml", "D9", "it is C3, seen over USB").writingOverUsb(Images.at(Images.FLASH + 0x8000, 300)),
            overcome("d10-drops-on-leave.toml", "D10").overUsb(CAREFUL.withStartAfter(true)),
            overcome("e03-low-supply.toml", "E3"),
            first("e04-supply-sags.toml", "E4"),
            among("e05-bor-above-supply.toml", "U1", SILENCE),
            unnoticed("f04-hardware-watchdog.toml", "the bootloader feeds the watchdog; it bites over SWD"),
            first("h07-unplugged.toml", "H7"),
            first("h11-other-program-on-the-port.toml", "H11"),
            told("rev-z-sector-erase.toml", "revision Z").writingInOneAttempt(IN_SECTOR_5, REVISION_Z),
            overcome("rev-z-sector-erase.toml", "warns of on revision Z").writing(IN_SECTOR_5, CAREFUL, REVISION_Z),
            overcome("rev-z-sector-erase.toml", "revision Z (0x1001); so: erase everything")
                    .writing(IN_SECTOR_5, CAREFUL.withErase(EraseMode.SECTORS_OR_MASS), REVISION_Z),
            first("s02-other-chip.toml", "S2"),
            first("s03-size-word-all-ones.toml", "S3"),
            first("u01-boot0-low.toml", "U1"),
            first("u02-boot1-high.toml", "U2"),
            among("u03-other-interface-first.toml", "U1", SILENCE),
            among("u03-usb-without-crystal.toml", "U1", SILENCE),
            overcome("u04-glitch-before-sync.toml", "U4"),
            unnoticed("u04-noise-before-sync.toml", "the engine resets the board before it speaks, and the noise comes after power-on"),
            first("u05-no-parity-adapter.toml", "U5"),
            first("u06-autobaud-error.toml", "U6"),
            overcome("u06-autobaud-jitter.toml", "U6"),
            first("u07-adapter-cannot-parity.toml", "U7"),
            overcome("u07-adapter-slow.toml", "U7"),
            among("u08-crossed-wires.toml", "U8", SILENCE),
            among("u08-usart3-of-v90.toml", "U8", SILENCE),
            overcome("u09-leading-zero.toml", "U9"),
            among("u10-refused-by-read-protection.toml", "U10", "it is C1, seen through the bootloader"),
            among("u11-refused-by-write-protection.toml", "U11", "it is C3, seen through the bootloader"),
            unnoticed("u13-late-erase-ack.toml", "the engine waits as long as the data sheet allows an erase to take"),
            overcome("u14-only-after-power-on.toml", "U14"),
            overcome("u16-program-needs-clocks.toml", "U16").under(CAREFUL.withStartAfter(true)));

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void a_broken_board_is_named_by_its_cause(BrokenBoard broken, Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome outcome = broken.deed().apply(boards, blinky);

        Verdict.on(broken, outcome);
    }

    @Test
    void every_board_file_has_its_row() throws IOException {
        Path folder = Path.of(URI.create(NamingTest.class.getResource("/fixtures/boards").toString()));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".toml")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(TABLE.stream(), SwdRows.TABLE.stream())
                            .map(BrokenBoard::file).distinct().toList());
        }
    }

    static Stream<BrokenBoard> table() {
        return Stream.concat(TABLE.stream(), SwdRows.TABLE.stream());
    }
}
