package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The data watchpoint and trace unit: four comparators, a cycle counter, a sample of the program counter. DDI 0403 Rev E
 * §C1.8; numbers from DDI 0439 Rev D §8. Without DEMCR.TRCENA it has no clock: nothing matches or counts, and everything
 * reads as zero, as dumps of sibling parts show [F]. Of the events that are traced, none is modelled; the counters of
 * overhead cycles stay at zero.
 */
final class Watchpoints implements PrivateDevice {

    static final int BASE = 0xE000_1000;
    static final int LENGTH = 0x1000;

    private static final int CTRL = 0x00;
    private static final int CYCCNT = 0x04;
    private static final int PCSR = 0x1C;
    private static final int COMP_FIRST = 0x20;
    private static final int COMPARATORS = 4;
    private static final int COMP_BYTES = 16;
    private static final int COMP = 0x0;
    private static final int MASK = 0x4;
    private static final int FUNCTION_REGISTER = 0x8;

    private static final int CTRL_FIXED = COMPARATORS << 28;
    private static final int CTRL_BITS = 0x007F_1FFF;
    private static final int CYCCNTENA = 1;
    /** Up to 32 kilobytes. */
    private static final int MASK_BITS = 0xF;
    private static final int FUNCTION_BITS = 0x000F_FDAF;
    private static final int MATCHED = 1 << 24;
    private static final int DATAVMATCH = 1 << 8;
    /** The second address comparator of a value exists. */
    private static final int LNK1ENA = 1 << 9;

    private static final int FUNCTION = 0xF;
    private static final int ON_INSTRUCTION = 4;
    private static final int ON_READ = 5;
    private static final int ON_WRITE = 6;
    private static final int ON_ACCESS = 7;

    /** What the unit tells the core, and asks it. */
    record Ties(BooleanSupplier clocked, LongSupplier cycles, IntSupplier pc, Runnable instructionsChanged,
                Consumer<Boolean> dataWatched, Runnable trap) {
    }

    private final Ties ties;
    private final int[] comparand = new int[COMPARATORS];
    private final int[] mask = new int[COMPARATORS];
    private final int[] function = new int[COMPARATORS];
    private int control;
    /** Added to the core's cycles while counting, the count itself while not. */
    private long offset;
    private boolean counting;

    Watchpoints(Ties ties) {
        this.ties = ties;
    }

    void powerOn() {
        control = 0;
        offset = 0;
        counting = false;
        java.util.Arrays.fill(comparand, 0);
        java.util.Arrays.fill(mask, 0);
        java.util.Arrays.fill(function, 0);
        changed();
    }

    /** TRCENA or a comparator is no longer what it was. */
    void changed() {
        recount();
        ties.instructionsChanged.run();
        boolean data = false;
        for (int k = 0; k < COMPARATORS; k++) {
            data |= watches(k, ON_READ) || watches(k, ON_WRITE);
        }
        ties.dataWatched.accept(data);
    }

    private void recount() {
        int count = count();
        counting = ties.clocked.getAsBoolean() && (control & CYCCNTENA) != 0;
        count(count);
    }

    private int count() {
        return (int) (counting ? ties.cycles.getAsLong() + offset : offset);
    }

    private void count(int value) {
        offset = counting ? value - ties.cycles.getAsLong() : value;
    }

    private boolean watches(int k, int what) {
        int does = function[k] & FUNCTION;
        return ties.clocked.getAsBoolean() && (does == what || does == ON_ACCESS && what != ON_INSTRUCTION);
    }

    boolean breaksAt(int address) {
        for (int k = 0; k < COMPARATORS; k++) {
            if (watches(k, ON_INSTRUCTION) && within(k, address, 2)) {
                return true;
            }
        }
        return false;
    }

    /** An instruction that {@link #breaksAt} named is about to be executed. */
    void reached(int address) {
        for (int k = 0; k < COMPARATORS; k++) {
            if (watches(k, ON_INSTRUCTION) && within(k, address, 2)) {
                function[k] |= MATCHED;
            }
        }
    }

    void access(int address, int bytes, boolean writing, int value) {
        for (int k = 0; k < COMPARATORS; k++) {
            if (watches(k, writing ? ON_WRITE : ON_READ) && matches(k, address, bytes, value)) {
                function[k] |= MATCHED;
                ties.trap.run();
            }
        }
    }

    private boolean matches(int k, int address, int bytes, int value) {
        return (function[k] & DATAVMATCH) == 0 ? within(k, address, bytes) : valueMatches(k, address, bytes, value);
    }

    private boolean within(int k, int address, int bytes) {
        int size = 1 << mask[k];
        int first = comparand[k] & -size;
        return address - first >= 0 ? address - first < size : first - address < bytes;
    }

    // A value is compared where the linked comparators say, or anywhere when they are those of the value itself.
    private boolean valueMatches(int k, int address, int bytes, int value) {
        int size = 1 << (function[k] >>> 10 & 3);
        int first = function[k] >>> 12 & 0xF;
        boolean here = first == k || first < COMPARATORS && within(first, address, bytes);
        int lanes = size == 4 ? -1 : (1 << 8 * size) - 1;
        return here && bytes == size && ((value ^ comparand[k]) & lanes) == 0;
    }

    @Override public int read(int register) {
        if (!ties.clocked.getAsBoolean()) {
            return 0;
        }
        if (register >= COMP_FIRST && register < COMP_FIRST + COMPARATORS * COMP_BYTES) {
            return readComparator((register - COMP_FIRST) / COMP_BYTES, register % COMP_BYTES);
        }
        return switch (register) {
            case CTRL -> CTRL_FIXED | control;
            case CYCCNT -> count();
            case PCSR -> ties.pc.getAsInt();
            default -> register >= Identification.FIRST ? Identification.WATCHPOINTS.at(register) : 0;
        };
    }

    private int readComparator(int k, int what) {
        if (what == COMP) {
            return comparand[k];
        }
        if (what == MASK) {
            return mask[k];
        }
        if (what == FUNCTION_REGISTER) {
            int value = function[k] | (k == 1 ? LNK1ENA : 0);
            function[k] &= ~MATCHED;
            return value;
        }
        return 0;
    }

    @Override public void write(int register, int value, int lanes) {
        if (!ties.clocked.getAsBoolean()) {
            return;
        }
        if (register >= COMP_FIRST && register < COMP_FIRST + COMPARATORS * COMP_BYTES) {
            writeComparator((register - COMP_FIRST) / COMP_BYTES, register % COMP_BYTES, value);
            changed();
        } else if (register == CTRL) {
            control = value & CTRL_BITS;
            recount();
        } else if (register == CYCCNT) {
            count(value);
        }
    }

    // Only the second comparator compares values.
    private void writeComparator(int k, int what, int value) {
        if (what == COMP) {
            comparand[k] = value;
        } else if (what == MASK) {
            mask[k] = value & MASK_BITS;
        } else if (what == FUNCTION_REGISTER) {
            function[k] = value & FUNCTION_BITS & (k == 1 ? -1 : ~DATAVMATCH);
        }
    }
}
