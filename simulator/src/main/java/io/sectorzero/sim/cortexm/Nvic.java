package io.sectorzero.sim.cortexm;

import java.util.function.IntPredicate;

/** The registers of the interrupt controller. DDI 0403 Rev E §B3.4.3 to §B3.4.9. */
final class Nvic implements PrivateDevice {

    static final int BASE = 0xE000_E100;
    static final int LENGTH = 0x400;

    private static final int ISER = 0x000;
    private static final int ICER = 0x080;
    private static final int ISPR = 0x100;
    private static final int ICPR = 0x180;
    private static final int IABR = 0x200;
    private static final int IPR = 0x300;
    private static final int BANK = 0x80;
    private static final int WORDS = 8;

    private final Exceptions exceptions;

    Nvic(Exceptions exceptions) {
        this.exceptions = exceptions;
    }

    @Override public int read(int offset) {
        if (offset >= IPR) {
            return priorities(offset - IPR);
        }
        int first = firstLine(offset);
        return switch (offset & -BANK) {
            case ISER, ICER -> gather(first, exceptions::isEnabled);
            case ISPR, ICPR -> gather(first, exceptions::isPending);
            case IABR -> gather(first, exceptions::isActive);
            default -> 0;
        };
    }

    @Override public void write(int offset, int value, int lanes) {
        if (offset >= IPR) {
            for (int k = 0; k < 4; k++) {
                int number = Exceptions.FIRST_LINE + offset - IPR + k;
                if ((lanes >>> 8 * k & 1) != 0 && number < exceptions.count()) {
                    exceptions.priority(number, value >>> 8 * k & 0xFF);
                }
            }
            return;
        }
        for (int rest = value & lanes; rest != 0; rest &= rest - 1) {
            int number = firstLine(offset) + Integer.numberOfTrailingZeros(rest);
            if (number < exceptions.count()) {
                write(offset & -BANK, number);
            }
        }
    }

    private void write(int bank, int number) {
        switch (bank) {
            case ISER -> exceptions.enable(number, true);
            case ICER -> exceptions.enable(number, false);
            case ISPR -> exceptions.pend(number);
            case ICPR -> exceptions.unpend(number);
            default -> { }
        }
    }

    private static int firstLine(int offset) {
        int word = (offset & BANK - 1) / 4;
        // Words beyond the eighth of a bank are reserved; no line has such a number.
        return word < WORDS ? Exceptions.FIRST_LINE + 32 * word : Integer.MAX_VALUE - 32;
    }

    private int gather(int first, IntPredicate state) {
        int bits = 0;
        for (int k = 0; k < 32 && first + k < exceptions.count(); k++) {
            bits |= state.test(first + k) ? 1 << k : 0;
        }
        return bits;
    }

    private int priorities(int offset) {
        int bits = 0;
        for (int k = 0; k < 4; k++) {
            int number = Exceptions.FIRST_LINE + offset + k;
            bits |= number < exceptions.count() ? exceptions.priority(number) << 8 * k : 0;
        }
        return bits;
    }
}
