package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.RegisterBlock;
import java.util.Arrays;

/**
 * 0xE000_0000 to 0xE00F_FFFF: what belongs to the core itself. DDI 0403 Rev E §B3.1 "The system address map". Where no
 * device is attached nobody answers; inside a device, reserved words read as zero and ignore writes (§B3.2.2).
 */
final class PrivateBus {

    private static final int BASE = 0xE000_0000;
    private static final int LENGTH = 0x0010_0000;

    private int[] bases = new int[0];
    private int[] lengths = new int[0];
    private PrivateDevice[] devices = new PrivateDevice[0];

    static boolean covers(int address) {
        return address - BASE >>> 20 == 0;
    }

    /** Those attached later hide those attached before. */
    void attach(int base, int length, PrivateDevice device) {
        if (!covers(base) || base - BASE + length > LENGTH) {
            throw new IllegalStateException("0x%08X is not private".formatted(base));
        }
        int count = bases.length;
        bases = Arrays.copyOf(bases, count + 1);
        lengths = Arrays.copyOf(lengths, count + 1);
        devices = Arrays.copyOf(devices, count + 1);
        bases[count] = base;
        lengths[count] = length;
        devices[count] = device;
    }

    long read(int address, BusWidth width) {
        int index = indexOf(address);
        if (index < 0) {
            return CoreBus.REFUSED;
        }
        int word = devices[index].read(address - bases[index] & ~3);
        return Integer.toUnsignedLong(word >>> RegisterBlock.shift(address) & width.mask());
    }

    long write(int address, int value, BusWidth width) {
        int index = indexOf(address);
        if (index < 0) {
            return CoreBus.REFUSED;
        }
        devices[index].write(address - bases[index] & ~3, value << RegisterBlock.shift(address),
                RegisterBlock.lanes(address, width));
        return 0;
    }

    private int indexOf(int address) {
        for (int k = bases.length - 1; k >= 0; k--) {
            if (Integer.compareUnsigned(address - bases[k], lengths[k]) < 0) {
                return k;
            }
        }
        return -1;
    }
}
