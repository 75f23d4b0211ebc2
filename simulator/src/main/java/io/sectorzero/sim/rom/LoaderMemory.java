package io.sectorzero.sim.rom;

import io.sectorzero.sim.silicon.BusFault;

/** What the loader reads and writes for its host, area by area. */
final class LoaderMemory {

    // The loader keeps its own state in the 16 KB of RAM it claims, so a reset through it loses the host's choice. Where
    // in there is nobody's fact; the first word will do.
    private static final int FEATURE_WORD = 0x2000_0000;
    private static final int FEATURE_RESERVED = 0xFFFF_FF00;
    private static final int[] PSIZE_BY_FEATURE = {0, 1, 1, 2, 3};

    private static final int RAM_BASE = 0x2000_0000;
    private static final int RAM_END = 0x2004_0000;
    private static final int SIZE_WORD = 0x1FFF_7A22;
    private static final int KB = 1024;
    private static final int WRITE_UNIT = 4;

    private final LoaderBus bus;
    private final RomSettings settings;
    private int flashBytes;

    LoaderMemory(LoaderBus bus, RomSettings settings) {
        this.bus = bus;
        this.settings = settings;
    }

    /** What the loader does first: goes to full speed, looks how large the part is and assumes the lowest supply. */
    void start() {
        bus.speedUp();
        flashBytes = bus.readHalf(SIZE_WORD) == 512 ? 512 * KB : 1024 * KB;
        bus.write(FEATURE_WORD, FEATURE_RESERVED);
    }

    void leave() {
        bus.leaveClocks();
    }

    int sectors() {
        return flashBytes == 512 * KB ? 8 : 12;
    }

    /** The parallelism that the assumed supply allows. AN2606 Rev 70 "STM32F412xx devices", device feature table. */
    int psize() {
        return PSIZE_BY_FEATURE[bus.read(FEATURE_WORD) & 0xFF];
    }

    boolean mayBeRead(int address) {
        Area area = areaOf(address);
        return area != null && area.mayBeRead();
    }

    boolean mayBeStarted(int address) {
        Area area = areaOf(address);
        return area != null && area.mayBeStarted();
    }

    /** Whether a write may begin here: the area allows it, on a word boundary, and at the option bytes' very base. */
    boolean mayBeWritten(int address) {
        Area area = areaOf(address);
        return area != null && area.mayBeWritten() && address % WRITE_UNIT == 0
                && (area != Area.OPTION_BYTES || address == area.base());
    }

    Area areaOf(int address) {
        return Area.at(address, flashBytes);
    }

    /** Whether so many bytes may be written from an address that {@link #mayBeWritten}. */
    boolean fits(int address, int count) {
        return count % WRITE_UNIT == 0 && areaOf(address).holds(address, count, flashBytes);
    }

    /** Reads into {@code target}; false when some of it cannot be read. */
    boolean read(int address, int count, byte[] target) {
        Area area = areaOf(address);
        if (!settings.on(RomSwitch.READ_CHECKS_ONLY_ITS_START) && !area.holds(address, count, flashBytes)) {
            return false;
        }
        try {
            if (area == Area.DEVICE_FEATURE) {
                put(bus.read(FEATURE_WORD), target, 0);
                return count <= WRITE_UNIT && address == area.base();
            }
            readBus(address, count, target);
            return true;
        } catch (BusFault nobodyThere) {
            return false;
        }
    }

    private void readBus(int address, int count, byte[] target) {
        int at = 0;
        while (at < count) {
            if ((address + at) % WRITE_UNIT == 0 && count - at >= WRITE_UNIT) {
                put(bus.read(address + at), target, at);
                at += WRITE_UNIT;
            } else {
                target[at] = (byte) bus.readByte(address + at);
                at++;
            }
        }
    }

    void writeRam(int address, byte[] data, int from, int to) {
        for (int at = from; at < to; at += WRITE_UNIT) {
            bus.write(address + at - from, word(data, at));
        }
    }

    /** Takes the host's word for the supply; false when it means nothing or a reserved byte is not FF. */
    boolean assumeSupply(int word) {
        boolean known = (word & FEATURE_RESERVED) == FEATURE_RESERVED && (word & 0xFF) < PSIZE_BY_FEATURE.length;
        if (known) {
            bus.write(FEATURE_WORD, word);
        }
        return known;
    }

    void clearRam() {
        for (int address = RAM_BASE; address < RAM_END; address += WRITE_UNIT) {
            bus.write(address, 0);
        }
    }

    static int word(byte[] data, int at) {
        return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
    }

    private static void put(int word, byte[] target, int at) {
        for (int i = 0; i < WRITE_UNIT; i++) {
            target[at + i] = (byte) (word >> 8 * i);
        }
    }
}
