package io.sectorzero.memory;

import java.util.zip.CRC32;

/** The checksums that more than one room needs. */
public final class Checksums {

    private Checksums() {
    }

    /** All bytes XORed, starting from 0. AN3155 Rev 20 and AN4221 use it for addresses and data. */
    public static int xor(Bytes bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length(); i++) {
            sum ^= bytes.at(i);
        }
        return sum;
    }

    /** CRC-32 as in zip and Ethernet: polynomial 0x04C11DB7 reflected, start and final XOR 0xFFFF_FFFF. */
    public static int crc32(Bytes bytes) {
        var crc = new CRC32();
        crc.update(bytes.toArray());
        return (int) crc.getValue();
    }
}
