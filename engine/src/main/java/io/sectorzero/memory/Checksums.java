package io.sectorzero.memory;

import java.util.zip.CRC32;

/** The checksums that more than one room needs. */
public final class Checksums {

    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int[] BY_BYTE = byByte();

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

    /**
     * As the CRC unit of the STM32F4 sums up words: polynomial 0x04C11DB7, most significant bit first, from 0xFFFF_FFFF, no
     * final XOR. RM0090 Rev 21 §4 [S].
     *
     * @param bytes whole words, least significant byte first
     */
    public static int crcOfWords(Bytes bytes) {
        if (bytes.length() % Integer.BYTES != 0) {
            throw new IllegalArgumentException("%d bytes are no whole words".formatted(bytes.length()));
        }
        int crc = -1;
        for (int at = 0; at < bytes.length(); at += Integer.BYTES) {
            crc ^= bytes.u32(at);
            for (int i = 0; i < Integer.BYTES; i++) {
                crc = crc << Byte.SIZE ^ BY_BYTE[crc >>> Integer.SIZE - Byte.SIZE];
            }
        }
        return crc;
    }

    private static int[] byByte() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int crc = i << Integer.SIZE - Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
