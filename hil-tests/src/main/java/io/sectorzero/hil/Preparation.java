package io.sectorzero.hil;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Consent;
import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.OptionChange;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Workshop;
import java.util.Set;

/** Brings a board on a desk to the state a test starts from, through the doors everybody uses. */
final class Preparation {

    // As parts are shipped. RM0090 Rev 21 §3.7 [S]: RDP level 0, BOR off, software watchdog, no reset on Stop or Standby.
    private static final int BOR_OFF = 3;
    private static final OptionChange FACTORY_AGAIN = OptionChange.none().withReadProtection(ReadProtection.LEVEL_0)
            .withWriteProtected(Set.of()).withBrownOutField(BOR_OFF).withWatchdogInSoftware(true)
            .withResetOnStop(false).withResetOnStandby(false);

    private Preparation() {
    }

    static void bring(Target target, StartingPoint start) {
        if (start == StartingPoint.ANY) {
            return;
        }
        Workshop workshop = target.workshop();
        ChipIdentity chip = workshop.identify();
        if (chip.options().filter(Preparation::areFactory).isEmpty()) {
            workshop.changeOptions(FACTORY_AGAIN, Set.of(Consent.DATA_LOSS));
        }
        workshop.erase(EraseRequest.all());
        if (start == StartingPoint.FIRMWARE) {
            workshop.flash(Firmware.image(Firmware.BLINKY), Policy.careful());
        }
    }

    private static boolean areFactory(OptionBytes options) {
        return options.readProtection() == ReadProtection.LEVEL_0 && !options.codeProtectionMode()
                && options.writeProtected().isEmpty() && options.brownOutField() == BOR_OFF
                && options.watchdogInSoftware() && !options.resetOnStop() && !options.resetOnStandby();
    }
}
