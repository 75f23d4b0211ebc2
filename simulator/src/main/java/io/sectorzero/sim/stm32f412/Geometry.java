package io.sectorzero.sim.stm32f412;

/**
 * How the array is cut: four sectors of 16 KB, one of 64 KB, then 128 KB each, as in RM0090 Rev 21 §3.4 [S]; sizes per
 * part DS11139 Rev 8 §2.
 */
public final class Geometry {

    public static final int FLASH_BASE = 0x0800_0000;

    private static final int KB = 1024;
    private static final int SMALLEST = 16 * KB;
    private static final int SECTORS_OF_1_MB = 12;

    private final int flashBytes;
    private final int sectors;
    private final byte[] sectorByGranule;

    public Geometry(int flashKb) {
        if (flashKb != 512 && flashKb != 1024) {
            throw new IllegalArgumentException("the part exists with 512 and 1024 KB, not " + flashKb);
        }
        flashBytes = flashKb * KB;
        sectors = flashKb == 1024 ? SECTORS_OF_1_MB : 8;
        sectorByGranule = new byte[flashBytes / SMALLEST];
        for (int sector = 0; sector < sectors; sector++) {
            for (int at = start(sector); at < start(sector) + size(sector); at += SMALLEST) {
                sectorByGranule[at / SMALLEST] = (byte) sector;
            }
        }
    }

    public int flashBytes() {
        return flashBytes;
    }

    public int sectors() {
        return sectors;
    }

    /** Offset of a sector from the start of the array. */
    public static int start(int sector) {
        if (sector <= 4) {
            return sector * 16 * KB;
        }
        return (sector - 4) * 128 * KB;
    }

    public static int size(int sector) {
        if (sector < 4) {
            return 16 * KB;
        }
        return sector == 4 ? 64 * KB : 128 * KB;
    }

    public int sectorAt(int offset) {
        return sectorByGranule[offset / SMALLEST];
    }
}
