package io.sectorzero.sim.rom;

/** What the loader lets a host touch, and how. AN2606 Rev 70, table of allowed commands by area for STM32F4. */
enum Area {
    FLASH(0x0800_0000, 0x10_0000, "RWG", 0),
    /** From behind the 16 KB that belong to the loader itself. AN2606 Rev 70 "STM32F412xx devices". */
    RAM(0x2000_4000, 0x3_C000, "RWG", 0),
    SYSTEM_MEMORY(0x1FFF_0000, 0x7800, "R", 0),
    /** Data and lock bytes. */
    OTP(0x1FFF_7800, 0x210, "RW", 2),
    OPTION_BYTES(0x1FFF_C000, 0x10, "RW", 1),
    /** No memory: the byte that says which supply, and so which parallelism, to assume. */
    DEVICE_FEATURE(0xFFFF_0000, 4, "RW", 3);

    private static final Area[] ALL = values();

    private final int base;
    private final int length;
    private final String may;
    private final int alternate;

    Area(int base, int length, String may, int alternate) {
        this.base = base;
        this.length = length;
        this.may = may;
        this.alternate = alternate;
    }

    int base() {
        return base;
    }

    /** The alternate setting of the USB interface through which it is reached. AN3156 Rev 18 [P]. */
    int alternate() {
        return alternate;
    }

    boolean mayBeRead() {
        return may.indexOf('R') >= 0;
    }

    boolean mayBeWritten() {
        return may.indexOf('W') >= 0;
    }

    boolean mayBeStarted() {
        return may.indexOf('G') >= 0;
    }

    /** Whether {@code count} bytes from an address on lie inside, on a part with so much flash. */
    boolean holds(int address, int count, int flashBytes) {
        int offset = address - base;
        int size = this == FLASH ? flashBytes : length;
        return offset >= 0 && offset <= size - count;
    }

    /** The area of one address; null where there is none. */
    static Area at(int address, int flashBytes) {
        for (Area area : ALL) {
            if (area.holds(address, 1, flashBytes)) {
                return area;
            }
        }
        return null;
    }
}
