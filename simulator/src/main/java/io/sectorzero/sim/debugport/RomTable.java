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
    /** JEDEC code 0x20 of STMicroelectronics, in use. */
    private static final int MAKER = 0xA_0000;
    private static final int ROM_TABLE_CLASS = 1;

    private final int device;

    RomTable(int device) {
        this.device = device;
    }

    @Override public int read(int offset) {
        if (offset < 4 * ENTRIES.length) {
            return ENTRIES[offset / 4];
        }
        if (offset == MEMORY_TYPE) {
            return 1;
        }
        return offset > MEMORY_TYPE ? Identification.at(offset, 0, MAKER | device, ROM_TABLE_CLASS) : 0;
    }

    @Override public void write(int offset, int value, int lanes) {
    }
}
