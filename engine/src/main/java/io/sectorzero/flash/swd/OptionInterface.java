package io.sectorzero.flash.swd;

import static io.sectorzero.flash.swd.FlashRegister.ALL_FLAGS;
import static io.sectorzero.flash.swd.FlashRegister.BSY;
import static io.sectorzero.flash.swd.FlashRegister.OPTCR;
import static io.sectorzero.flash.swd.FlashRegister.OPTION_KEY_1;
import static io.sectorzero.flash.swd.FlashRegister.OPTION_KEY_2;
import static io.sectorzero.flash.swd.FlashRegister.OPTKEYR;
import static io.sectorzero.flash.swd.FlashRegister.OPTLOCK;
import static io.sectorzero.flash.swd.FlashRegister.OPTSTRT;
import static io.sectorzero.flash.swd.FlashRegister.SR;

import io.sectorzero.device.OptionByteLayout;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.TargetCore;
import io.sectorzero.time.Deadline;
import java.time.Duration;

/**
 * Option bytes by way of FLASH_OPTCR, which holds two half-words of them: 15:0 is what lies at the first, 31:16 what lies eight
 * bytes on. The whole of it is erased and rewritten by one start, so nothing is ever left out of a write.
 * RM0090 Rev 21 §3.7.2, §3.9 [S].
 */
final class OptionInterface {

    private static final int SECOND = 8;
    private static final Duration LOOK = Duration.ofMillis(1);

    // In these places OPTCR has its lock and start, or reads 0 whatever is stored. RM0090 Rev 21 §3.9 [S].
    private static final int NOT_STORED_LOW = 0x0013;
    private static final int NOT_STORED_HIGH = 0x7000;

    private final TargetCore core;
    private final OptionByteLayout layout;

    OptionInterface(TargetCore core, OptionByteLayout layout) {
        this.core = core;
        this.layout = layout;
    }

    /** What is in force, which firmware may have changed since it was loaded. */
    OptionBytes read() {
        return decode(core.read32(OPTCR), layout);
    }

    static OptionBytes decode(int optcr, OptionByteLayout layout) {
        int low = optcr & 0xFFFF | NOT_STORED_LOW;
        int high = optcr >>> 16 | NOT_STORED_HIGH;
        Bytes filler = Bytes.repeat(0xFF, layout.length());
        return layout.decode(half(low).then(filler.slice(2, SECOND)).then(half(high)).then(filler.slice(SECOND + 2, layout.length())));
    }

    static int encode(OptionBytes options) {
        return options.raw().u16(0) & ~NOT_STORED_LOW | (options.raw().u16(SECOND) & ~NOT_STORED_HIGH) << 16;
    }

    /**
     * Starts the rewrite and waits for its end. When the read protection goes from 1 to 0 it erases the whole flash before.
     * The new settings count from the next reset on.
     */
    void write(OptionBytes wanted, Duration patience) {
        core.write32(SR, ALL_FLAGS);
        unlock();
        int value = encode(wanted);
        core.write32(OPTCR, value);
        core.write32(OPTCR, value | OPTSTRT);
        var deadline = Deadline.in(patience, core.time());
        int status = core.read32(SR);
        while ((status & BSY) != 0) {
            if (deadline.passed()) {
                throw new TargetSilent(Diagnosis.of("Writing the option bytes does not come to an end")
                        .because("BSY was still set after %d ms", patience.toMillis()).leaves(BoardState.UNKNOWN));
            }
            core.time().pass(LOOK);
            status = core.read32(SR);
        }
        if ((status & FlashRegister.ALL_ERRORS) != 0) {
            core.write32(SR, ALL_FLAGS);
            // Locked as it is left: what the chip made of the refused settings is not written over.
            core.write32(OPTCR, core.read32(OPTCR) & ~OPTSTRT | OPTLOCK);
            // A write that would take code protection away without going from level 1 to 0 is cancelled whole. RM0090 Rev 21 §3.7.5 [S].
            throw new TargetRefused(Diagnosis.of("The chip refused to change its option bytes")
                    .because("%s", FlashFlags.explain(status)).because("wanted: %s", wanted.describe())
                    .suspect(CauseCatalogue.load().suspect("C4", Confidence.LIKELY)).suspect(CauseCatalogue.load().suspect("C6", Confidence.POSSIBLE)));
        }
        core.write32(OPTCR, value | OPTLOCK);
    }

    private void unlock() {
        if ((core.read32(OPTCR) & OPTLOCK) == 0) {
            return;
        }
        core.write32(OPTKEYR, OPTION_KEY_1);
        core.write32(OPTKEYR, OPTION_KEY_2);
        int after = core.read32(OPTCR);
        if ((after & OPTLOCK) != 0) {
            throw new TargetRefused(Diagnosis.of("The option bytes do not unlock")
                    .because("FLASH_OPTCR reads %08X after both keys", after)
                    .suspect(CauseCatalogue.load().suspect("C9", Confidence.CERTAIN)));
        }
    }

    private static Bytes half(int value) {
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF);
    }
}
