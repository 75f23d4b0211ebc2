package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.stm32f412.FlashRegisters.Cr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Sr;

/** The pen that writes FLASH_SR: which flag rises when. RM0090 Rev 21 §3.9 [S]. */
final class FlashStatus {

    private static final int ERRORS = Sr.WRPERR.place().mask() | Sr.PGAERR.place().mask() | Sr.PGPERR.place().mask()
            | Sr.PGSERR.place().mask() | Sr.RDERR.place().mask();

    private final FlashRegisters registers;
    private final boolean staleFlagsBlock;
    private final boolean eopAfterRefusal;
    private final boolean readErrorRaisesOperr;

    FlashStatus(FlashRegisters registers, Switches switches) {
        this.registers = registers;
        staleFlagsBlock = switches.on(Switch.STALE_FLAGS_BLOCK);
        eopAfterRefusal = switches.on(Switch.EOP_AFTER_REFUSED_OPERATION);
        readErrorRaisesOperr = switches.on(Switch.RDERR_RAISES_OPERR);
    }

    boolean blocks() {
        return staleFlagsBlock && (registers.sr.value() & ERRORS) != 0;
    }

    /** An operation was not performed, for these reasons. OPERR joins them only where ERRIE asks for it. */
    void refuse(int reasons) {
        registers.sr.load(registers.sr.value() | reasons);
        if (registers.cr.is(Cr.ERRIE)) {
            registers.sr.raise(Sr.OPERR);
        }
        if (eopAfterRefusal) {
            finish();
        }
    }

    /** An operation has ended. EOP never rises where EOPIE is 0. */
    void finish() {
        if (registers.cr.is(Cr.EOPIE)) {
            registers.sr.raise(Sr.EOP);
        }
    }

    /** A data read met a PCROP sector. */
    void readRefused() {
        registers.sr.raise(Sr.RDERR);
        if (readErrorRaisesOperr && registers.cr.is(Cr.ERRIE)) {
            registers.sr.raise(Sr.OPERR);
        }
    }
}
