package io.sectorzero.suites.naming;

import static io.sectorzero.suites.naming.BrokenBoard.among;
import static io.sectorzero.suites.naming.BrokenBoard.first;
import static io.sectorzero.suites.naming.BrokenBoard.overcome;
import static io.sectorzero.suites.naming.BrokenBoard.unnoticed;

import io.sectorzero.flash.Consent;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.image.Image;
import io.sectorzero.suites.flashing.Images;
import java.util.List;

/** What has to be named of each board when it is flashed through its debug port. */
final class SwdRows {

    private static final String HELD_IN_RESET = "a chip that is held in reset looks the same whoever holds it, until the supply is measured";
    private static final String NO_ANSWER = "a debug port that does not answer is silent, whatever keeps it from answering";

    private static final String PROTECTED_BY_WHOM = "that the sector is protected is certain and stops the work; that the program in it does it "
            + "is likely, for it holds the keys, and shows only when it runs";

    private static final Policy CAREFUL = Policy.careful();
    private static final Image BEYOND_512_KB = Images.at(Images.FLASH + 0xA_0000, 300);
    private static final Image IN_OTP = Images.at(0x1FFF_7800L, 32);
    private static final Image RELOCKING = Images.firmware("relock.elf");
    private static final Image ODD = Images.at(Images.FLASH + 13, 1001);

    static final List<BrokenBoard> TABLE = List.of(
            unnoticed("healthy.toml", "nothing is wrong with it").overSwd(),
            first("h01-probe-held.toml", "H1").overSwd(),
            first("h02-two-probes-one-serial.toml", "H2").overSwd(),
            first("h04-old-firmware.toml", "H4").overSwd(),
            unnoticed("h05-clone.toml", "nothing has to be reset by its wire, and what it says of the supply may well be so").overSwd(),
            overcome("h05-clone.toml", "H5").connectingUnderReset(),
            first("h05-clone-at-lost-debug-pins.toml", "H5").overSwd(),
            first("h06-wedged.toml", "H6").overSwd(),
            overcome("e01-sense-pin-open.toml", "E1").overSwd(),
            overcome("e02-sense-reads-half.toml", "E2").overSwd(),
            overcome("e03-low-supply.toml", "E3").overSwd(),
            first("e04-supply-sags.toml", "E4").overSwd(),
            overcome("e04-fed-by-the-probe.toml", "E4").overSwd(),
            among("e05-bor-above-supply.toml", "E5", HELD_IN_RESET).overSwd(),
            first("e06-vcap-open.toml", "E6").overSwd(),
            first("e06-vcap-too-small.toml", "E6").overSwd(),
            among("e06-vcap-shorted.toml", "E6", NO_ANSWER).overSwd(),
            first("e07-vdda-open.toml", "E7").overSwd(),
            first("e09-nrst-stuck-low.toml", "E9").overSwd(),
            unnoticed("e09-nrst-pulled-up-hard.toml", "nothing has to be reset where nothing runs").overSwd(),
            unnoticed("e09-nrst-rises-slowly.toml", "the engine looks whether the reset is over").overSwd(),
            overcome("e10-nrst-not-wired.toml", "E10").connectingUnderReset(),
            unnoticed("e10-nrst-not-wired.toml", "nothing has to be reset by its wire").overSwd(),
            overcome("e11-long-wires.toml", "E11").overSwd(),
            among("e12-wires-swapped.toml", "E12", NO_ANSWER).overSwd(),
            first("e12-swdio-shorted.toml", "E12").overSwd(),
            first("e13-no-common-ground.toml", "E13").overSwd(),
            first("c01-rdp-level-1.toml", "C1").overSwd(),
            among("c02-rdp-level-2.toml", "C2", NO_ANSWER).overSwd(),
            first("c03-sector-0-write-protected.toml", "C3").overSwd(),
            first("c04-proprietary-code-protection.toml", "C4").overSwd(),
            first("c05-interrupted-option-write.toml", "C5").overSwd(),
            first("c06-option-bytes-stuck.toml", "C6").overSwd(CAREFUL.with(Consent.DATA_LOSS)),
            first("c07-write-protected-at-each-start.toml", "C7").overSwd(),
            among("c07-write-protected-at-each-start.toml", "C7", PROTECTED_BY_WHOM).overSwdLater(),
            overcome("c07-write-protected-at-each-start.toml", "C7").overSwd(CAREFUL.withLiftWriteProtection(true)),
            overcome("c07-write-protected-at-each-start.toml", "C7").connectingUnderReset(CAREFUL.withLiftWriteProtection(true)),
            first("c07-write-protected-at-each-start.toml", "C7").unprotectingOverSwd(),
            first("c07-level-1-at-each-start.toml", "C7").overSwd(),
            // Once it is set, level 1 keeps its reason to itself: nobody reads the program that sets it, and lifting it erases the program.
            first("c07-level-1-at-each-start.toml", "C1").overSwdLater(),
            overcome("c07-level-1-at-each-start.toml", "C7").writingOverSwd(RELOCKING, CAREFUL.with(Consent.DATA_LOSS)),
            first("c07-level-1-at-each-start.toml", "C7").overSwdAfterStarting(RELOCKING),
            overcome("c08-options-wait-for-power-on.toml", "C8").overSwd(CAREFUL.with(Consent.DATA_LOSS)),
            first("c09-control-register-shut.toml", "C9").hotPlugged(),
            // With nothing to run the core is locked up; the reset that ends it opens the register, and empties the caches, as well.
            overcome("c09-control-register-shut.toml", "F5").overSwd(),
            overcome("c10-stale-write-protection-flag.toml", "C10").overSwd(),
            overcome("c10-stale-flags.toml", "C10").overSwd(),
            unnoticed("c11-slow-but-legal-erase.toml", "the engine waits as long as the data sheet allows").overSwd(),
            first("c12-phantom-erase.toml", "C12").overSwd(),
            first("c13-512k-part.toml", "S2").writingOverSwd(BEYOND_512_KB, CAREFUL),
            first("c14-stuck-bit.toml", "C14").overSwd(),
            first("c14-worn-sector.toml", "C14").overSwd(),
            first("c15-weak-cells.toml", "C15").verifyingOverSwd(),
            first("c16-otp-locked.toml", "C16").writingOverSwd(IN_OTP, CAREFUL.with(Consent.OTP)),
            first("c17-not-blank.toml", "C17").verifyingWhatWasWrittenOver(Route.SWD),
            unnoticed("c18-supply-at-the-limit.toml", "one value decides the width of FLASH_CR and of the stores").overSwd(),
            unnoticed("healthy.toml", "C19: the engine cuts an odd image into stores that fit their rows").writingOverSwd(ODD, CAREFUL),
            unnoticed("c20-full-caches.toml", "the debug port reads past the caches, and what the core reads is read with caches reset")
                    .hotPlugged(),
            overcome("c20-full-caches.toml", "F5").overSwd(),
            unnoticed("c21-impatient-probe.toml", "the engine touches nothing but FLASH_SR while BSY").overSwd(),
            overcome("c22-mass-erase-bit-left.toml", "C22").overSwd(),
            overcome("f01-debug-pins-remapped.toml", "F1").overSwd(),
            overcome("f02-asleep.toml", "F2").overSwd(),
            overcome("f03-stopped.toml", "F3").overSwd(),
            overcome("f03-standby.toml", "F3").overSwd(),
            overcome("f04-hardware-watchdog.toml", "F4").overSwd(),
            overcome("f04-watchdog-started.toml", "F4").overSwd(),
            overcome("f05-hard-fault-loop.toml", "F5").overSwd(),
            overcome("f05-locked-up.toml", "F5").overSwd(),
            overcome("f06-dma-over-the-loader.toml", "F6").overSwd(),
            overcome("f07-sram-never-executes.toml", "F7").overSwd(),
            overcome("f08-in-a-handler.toml", "F8").overSwd(),
            overcome("f09-writes-its-own-flash.toml", "F9").overSwd(),
            overcome("f10-does-not-halt-at-once.toml", "F10").overSwd(),
            first("s01-other-maker.toml", "S1").overSwd(),
            first("s02-other-chip.toml", "S2").overSwd(),
            first("s03-size-word-all-ones.toml", "S3").overSwd());

    private SwdRows() {
    }
}
