package io.sectorzero.flash.swd;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import java.time.Duration;
import java.util.Optional;

/** Changes of the option bytes, each brought into force by what it needs for that: a reset, or a power-on. */
final class OptionWork {

    private final Attachment attachment;
    private final BoardPower power;
    private final Remarks remarks;

    OptionWork(Attachment attachment, BoardPower power, Remarks remarks) {
        this.attachment = attachment;
        this.power = power;
        this.remarks = remarks;
    }

    OptionBytes read() {
        attachment.session().writer().settle();
        return registers().read();
    }

    Optional<OptionBytes> write(OptionBytes wanted) {
        written(wanted, attachment.device().timings().optionWrite().worst().multipliedBy(2));
        return wanted.readProtection() == ReadProtection.LEVEL_2 ? Optional.empty() : Optional.of(read());
    }

    /**
     * C7 of the cause catalogue: twice the usual time of a rewrite leaves room for clocks and start-up code. Who was found halted is
     * not let run, nor who is reached under reset only; and behind read protection no program runs beside a debugger.
     */
    Optional<OptionBytes> afterRun() {
        SwdContact contact = attachment.contact();
        if (contact.how() == Connect.UNDER_RESET || contact.firstSight().filter(ChipState::wasHalted).isPresent()
                || read().readProtection() != ReadProtection.LEVEL_0) {
            return Optional.empty();
        }
        try {
            return Optional.of(attachment.session().afterRunning(attachment.device().timings().optionWrite().typical().multipliedBy(2), registers()::read));
        } catch (TargetSilent | TargetRefused unreachable) {
            // A program that gives its debug pins away, or resets: nobody can look, and the chip runs, as it was to.
            attachment.lose();
            return Optional.empty();
        }
    }

    /** Code protection, which can be taken away in this one write only, goes with it. RM0090 Rev 21 §3.7.5 [S]. */
    ChipIdentity liftReadProtection(Duration patience) {
        OptionBytes now = read();
        OptionBytes open = (now.codeProtectionMode() ? now.withoutCodeProtection() : now).withReadProtection(ReadProtection.LEVEL_0);
        written(open, patience);
        return attachment.identified();
    }

    /** By way of level 1, where the chip is not there yet: the protection goes only together with read protection. */
    ChipIdentity liftCodeProtection(Duration patience) {
        OptionBytes now = read();
        if (!now.codeProtectionMode()) {
            return attachment.identified();
        }
        if (now.readProtection() == ReadProtection.LEVEL_0) {
            written(now.withReadProtection(ReadProtection.LEVEL_1), patience);
        }
        return liftReadProtection(patience);
    }

    /** Option bytes count from the next reset on, and protection under a debugger from the next power-on. RM0090 Rev 21 §3.7.3 [S]. */
    private void written(OptionBytes wanted, Duration patience) {
        boolean protectionChanges = read().readProtection() != wanted.readProtection();
        attachment.prepare();
        attachment.optionsAreOurs();
        attachment.session().writer().finish();
        registers().write(wanted, patience);
        if (wanted.readProtection() == ReadProtection.LEVEL_2) {
            attachment.forget();
            return;
        }
        if (attachment.contact().how() == Connect.HOT_PLUG) {
            remarks.warn("option bytes count from a reset on: the chip was reset for them, though it was to be hot-plugged");
        }
        if (protectionChanges && power.isWired()) {
            remarks.recovered("C8 what the option bytes say of read protection counts from the next power-on on: the supply was cycled");
            power.cycle();
            attachment.establishAgain();
        } else {
            attachment.session().quiet().byReset();
        }
    }

    private OptionInterface registers() {
        return new OptionInterface(attachment.session().core(), attachment.device().options());
    }
}
