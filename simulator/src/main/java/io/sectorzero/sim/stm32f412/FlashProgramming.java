package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.stm32f412.FlashRegisters.Cr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Sr;

/**
 * A store into flash space: the checks, each on its own, and the start. When any check objects nothing is written and
 * BSY does not rise. RM0090 Rev 21 §3.6.4 and the flags of §3.9 [S]; that the checks add up is seen in the 0xC0 which
 * a stray word store leaves [F].
 */
final class FlashProgramming {

    private static final int ROW = 16;
    private static final int X64 = 3;
    private static final int NOTHING_LATCHED = -1;

    private static final int WRPERR = Sr.WRPERR.place().mask();
    private static final int PGAERR = Sr.PGAERR.place().mask();
    private static final int PGPERR = Sr.PGPERR.place().mask();
    private static final int PGSERR = Sr.PGSERR.place().mask();

    private final FlashRegisters registers;
    private final FlashStatus status;
    private final BusyTimer busy;
    private final Timings timings;
    private final MainArray main;
    private final ProgramOperation operation;
    private final boolean serRefuses;
    private int latchedOffset = NOTHING_LATCHED;
    private FlashCells latchedCells;
    private int latchedValue;

    FlashProgramming(FlashParts parts) {
        registers = parts.registers();
        status = parts.status();
        busy = parts.busy();
        timings = parts.timings();
        main = parts.main();
        serRefuses = parts.settings().switches().on(Switch.SER_REFUSES_STORES);
        operation = new ProgramOperation(status, parts.weakCells(), main);
    }

    /**
     * @param cells     what is stored to; {@code refused} tells that it may not be changed
     * @param refused   write protection, read protection with intrusion, locked OTP, or an area that is never writable
     */
    void store(FlashCells cells, int offset, int value, BusWidth width, boolean refused) {
        if (busy.isBusy()) {
            throw new IllegalStateException("a store to flash was not held back while BSY; ask readyNanos first");
        }
        int psize = registers.cr.get(Cr.PSIZE);
        int objections = objections(offset, width, psize, refused);
        if (objections == 0 && status.blocks()) {
            return;
        }
        if (objections != 0) {
            latchedOffset = NOTHING_LATCHED;
            status.refuse(objections);
        } else if (psize == X64) {
            storeHalfOfDoubleWord(cells, offset, value);
        } else {
            start(cells, offset, width.bytes(), value & 0xFFFF_FFFFL, psize);
        }
    }

    private int objections(int offset, BusWidth width, int psize, boolean refused) {
        boolean programming = registers.cr.is(Cr.PG);
        int objections = 0;
        if (!programming || serRefuses && registers.cr.is(Cr.SER) || registers.cr.is(Cr.MER)) {
            objections |= PGSERR;
        }
        if (width.ordinal() != Math.min(psize, BusWidth.WORD.ordinal())) {
            objections |= PGPERR;
        }
        if (offset % ROW + width.bytes() > ROW) {
            objections |= PGAERR;
        }
        if (programming && refused) {
            objections |= WRPERR;
        }
        return objections;
    }

    // The bus carries 32 bits, so a double word is two word stores, low one first; the second starts the programming.
    // What a lone half does is not documented; here it waits, and a store that does not fit it raises PGPERR [I].
    private void storeHalfOfDoubleWord(FlashCells cells, int offset, int value) {
        if (offset % 8 == 0) {
            latchedCells = cells;
            latchedOffset = offset;
            latchedValue = value;
        } else if (latchedOffset == offset - 4 && latchedCells == cells) {
            latchedOffset = NOTHING_LATCHED;
            start(cells, offset - 4, 8, (long) value << 32 | latchedValue & 0xFFFF_FFFFL, X64);
        } else {
            latchedOffset = NOTHING_LATCHED;
            status.refuse(PGPERR);
        }
    }

    private void start(FlashCells cells, int offset, int bytes, long value, int psize) {
        long nanos = timings.programNanos();
        if (cells == main.cells()) {
            nanos = main.overlay().programNanos(offset, nanos);
        }
        busy.start(operation.of(cells, offset, bytes, value, psize), nanos);
    }

    /** A half of a double word that waits is forgotten. */
    void forgetHalf() {
        latchedOffset = NOTHING_LATCHED;
    }
}
