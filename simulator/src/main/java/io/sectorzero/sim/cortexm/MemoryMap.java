package io.sectorzero.sim.cortexm;

/** The part of the address map that every Cortex-M4 shares. DDI 0403 Rev E §B3.1, DDI 0439 Rev D §3.5 and §3.6. */
final class MemoryMap {

    private static final int ALIAS_OF_RAM = 0x2200_0000;
    private static final int ALIAS_OF_PERIPHERALS = 0x4200_0000;
    private static final int ALIAS_BYTES = 0x0200_0000;
    private static final int REGION_MASK = 0xF000_0000;

    private MemoryMap() {
    }

    /** Peripherals, devices and the system region are XN whatever the MPU says. Table B3-1. */
    static boolean isNeverExecuted(int address) {
        int top = address >>> 29;
        return top == 2 || top >= 5;
    }

    /** A word for each bit of the first megabyte of RAM, or of the peripherals. DDI 0439 Rev D "Bit-banding". */
    static boolean isBitBand(int address) {
        return address - ALIAS_OF_RAM >= 0 && address - ALIAS_OF_RAM < ALIAS_BYTES
                || address - ALIAS_OF_PERIPHERALS >= 0 && address - ALIAS_OF_PERIPHERALS < ALIAS_BYTES;
    }

    /** Where the bit of an alias address is: the byte that holds it. */
    static int byteOfBit(int alias) {
        return alias & REGION_MASK | (alias & ALIAS_BYTES - 1) >>> 5;
    }

    /** The bit's number in that byte. */
    static int bitOfBit(int alias) {
        return alias >>> 2 & 7;
    }
}
