package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;

/**
 * Where the debug components are, told at the end of the private bus. IHI 0031 part D; entries as DDI 0439 Rev D §4 gives
 * them. The part in the identification is the device id, as dumps of sibling parts show it [F]; UNCONFIRMED for this part.
 */
final class RomTable implements PrivateDevice {

    static final int BASE = 0xE00F_F000;
    static final int LENGTH = 0x1000;

    /** System control, DWT, FPB, ITM, TPIU, ETM, each relative to this table. */
    private static final int[] ENTRIES = {
        0xFFF0_F003, 0xFFF0_2003, 0xFFF0_3003, 0xFFF0_1003, 0xFFF4_1003, 0xFFF4_2003};

    private static final int MEMORY_TYPE = 0xFCC;
    private static final int MAKER_KNOWN = 1 << 19;
    private static final int ROM_TABLE_CLASS = 1;

    private final int continuation;
    private final int peripheral;

    /**
     * @param maker  JEDEC code: bank in bits 11 to 8, code in bits 6 to 0
     * @param device its own number for the part
     */
    RomTable(int maker, int device) {
        continuation = maker >>> 8 & 0xF;
        peripheral = MAKER_KNOWN | (maker & 0x7F) << 12 | device & 0xFFF;
    }

    @Override public int read(int offset) {
        if (offset < 4 * ENTRIES.length) {
            return ENTRIES[offset / 4];
        }
        if (offset == MEMORY_TYPE) {
            return 1;
        }
        return offset > MEMORY_TYPE ? Identification.at(offset, continuation, peripheral, ROM_TABLE_CLASS) : 0;
    }

    @Override public void write(int offset, int value, int lanes) {
    }
}
