package io.sectorzero.sim.silicon;

import java.util.Arrays;

/**
 * Finds the device for an address. No device is a bus fault and a note, never a zero.
 *
 * <p>A device may stall: the master asks {@link #readyNanos} and makes the access when that time has come. After
 * waiting it asks again, because another master may have been served first.
 */
public final class Bus {

    /** Hears of every access that is not the core's own. */
    public interface Watch {

        /** Before it is made. */
        void begins();

        /** It has written. */
        void written(int address, int bytes);
    }

    /** 0x4000_0000 to 0x5FFF_FFFF in every Cortex-M. DDI 0403 Rev E §B3.1. */
    private static final int PERIPHERALS_SHIFT = 29;
    private static final int PERIPHERALS = 2;

    private final Unmodelled unmodelled;
    private final String[] barred = new String[Master.values().length];
    private int[] bases = new int[0];
    private int[] lengths = new int[0];
    private BusDevice[] devices = new BusDevice[0];
    /** Found last; most accesses go where the one before went. */
    private int last;
    private Watch watch;
    private Runnable lateComers;

    public Bus(Unmodelled unmodelled) {
        this.unmodelled = unmodelled;
    }

    /** Attaches a device. Those attached first are found first, so the busiest come first. */
    public void attach(int base, int length, BusDevice device) {
        for (int i = 0; i < bases.length; i++) {
            int ahead = base - bases[i];
            if (ahead >= 0 && ahead < lengths[i] || ahead <= 0 && -ahead < length) {
                throw new IllegalStateException("0x%08X is already taken".formatted(base));
            }
        }
        int count = bases.length;
        bases = Arrays.copyOf(bases, count + 1);
        lengths = Arrays.copyOf(lengths, count + 1);
        devices = Arrays.copyOf(devices, count + 1);
        bases[count] = base;
        lengths[count] = length;
        devices[count] = device;
    }

    /** From now on every access of this master is a bus fault. */
    public void bar(Master master, String why) {
        barred[master.ordinal()] = why;
    }

    public void admit(Master master) {
        barred[master.ordinal()] = null;
    }

    /** Called once, when somebody first reaches for a peripheral where nobody answers: late comers attach themselves then. */
    public void otherwise(Runnable late) {
        lateComers = late;
    }

    /** There is one who watches. */
    public void watch(Watch watcher) {
        watch = watcher;
    }

    /** @throws BusFault when nobody answers, or the device refuses */
    public int read(int address, BusWidth width, Master master) {
        if (watch != null && !master.isCore()) {
            watch.begins();
        }
        int index = find(address, width, master, "read");
        return devices[index].read(address - bases[index], width, master);
    }

    /** @throws BusFault when nobody answers, or the device refuses */
    public void write(int address, int value, BusWidth width, Master master) {
        boolean watched = watch != null && !master.isCore();
        if (watched) {
            watch.begins();
        }
        int index = find(address, width, master, "write");
        devices[index].write(address - bases[index], value & width.mask(), width, master);
        if (watched) {
            watch.written(address, width.bytes());
        }
    }

    /**
     * The virtual time at which this access would complete if made now; a time gone by means at once, and
     * {@link Long#MAX_VALUE} never.
     */
    public long readyNanos(int address, boolean write) {
        int index = indexOf(address, 1);
        return index < 0 ? 0 : devices[index].readyNanos(address - bases[index], write);
    }

    /** Whether anybody answers there. */
    public boolean reaches(int address) {
        return indexOf(address, 1) >= 0;
    }

    /** See {@link BusDevice#isSteady}. */
    public boolean isSteady(int address) {
        int index = indexOf(address, 1);
        return index >= 0 && devices[index].isSteady(address - bases[index]);
    }

    /** See {@link BusDevice#page}; null also where nobody answers. */
    public byte[] page(int address, boolean writing) {
        int index = indexOf(address, PagedMemory.PAGE);
        return index < 0 ? null : devices[index].page(address - bases[index], writing);
    }

    private int find(int address, BusWidth width, Master master, String doing) {
        if (barred[master.ordinal()] != null) {
            throw new BusFault("%s of 0x%08X by %s: %s", doing, address, master, barred[master.ordinal()]);
        }
        int index = indexOf(address, width.bytes());
        if (index < 0) {
            unmodelled.note("%s of 0x%08X by %s: nothing is modelled there", doing, address, master);
            throw new BusFault("%s of 0x%08X by %s: nobody answers", doing, address, master);
        }
        return index;
    }

    private int indexOf(int address, int bytes) {
        int ahead = bases.length == 0 ? -1 : address - bases[last];
        if (ahead >= 0 && ahead <= lengths[last] - bytes) {
            return last;
        }
        for (int i = 0; i < bases.length; i++) {
            int offset = address - bases[i];
            if (offset >= 0 && offset <= lengths[i] - bytes) {
                last = i;
                return i;
            }
        }
        if (lateComers == null || address >>> PERIPHERALS_SHIFT != PERIPHERALS) {
            return -1;
        }
        Runnable late = lateComers;
        lateComers = null;
        late.run();
        return indexOf(address, bytes);
    }
}
