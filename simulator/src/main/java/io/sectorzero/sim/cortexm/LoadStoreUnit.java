package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Loads and stores of data. An aligned access to an open page is two array reads; everything else (unaligned, guarded,
 * private, with side effects) takes the long way. DDI 0403 Rev E §A3.2 "Alignment support", §B2.3 for the pseudocode.
 */
final class LoadStoreUnit {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final Core core;
    private final CoreBus bus;
    private final PageTable pages;
    private final PrivateBus privateBus;
    /** The pages that may be read, and perhaps written, without asking anybody; wrong guesses cost only time. */
    private final Page[] direct = PageTable.emptySlots();

    /**
     * Writes of the instruction under way that have reached the bus; an instruction that is stalled
     * in its middle is executed again from its beginning.
     */
    private int made;
    /** The core's cycle count when {@link #made} was begun; it tells one instruction from the next. */
    private long madeAt = -1;
    /** Writes which that instruction made before it was stalled, and which it must not make again. */
    private int skip;
    private boolean observing;
    private boolean unsteady;

    LoadStoreUnit(Core core, CoreBus bus, PageTable pages, PrivateBus privateBus) {
        this.core = core;
        this.bus = bus;
        this.pages = pages;
        this.privateBus = privateBus;
    }

    int word(int address) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT && (address & 3) == 0) {
            return (int) WORD.get(page.bytes, address & PageTable.OFFSET);
        }
        return load(address, BusWidth.WORD, core.isPrivileged());
    }

    int half(int address) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT && (address & 1) == 0) {
            return (short) HALF.get(page.bytes, address & PageTable.OFFSET) & 0xFFFF;
        }
        return load(address, BusWidth.HALF_WORD, core.isPrivileged());
    }

    int octet(int address) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT) {
            return page.bytes[address & PageTable.OFFSET] & 0xFF;
        }
        return load(address, BusWidth.BYTE, core.isPrivileged());
    }

    void word(int address, int value) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT && page.store != null && (address & 3) == 0) {
            WORD.set(page.store, address & PageTable.OFFSET, value);
            noticeCode(page, address, 4);
        } else {
            store(address, value, BusWidth.WORD, core.isPrivileged());
        }
    }

    void half(int address, int value) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT && page.store != null && (address & 1) == 0) {
            HALF.set(page.store, address & PageTable.OFFSET, (short) value);
            noticeCode(page, address, 2);
        } else {
            store(address, value, BusWidth.HALF_WORD, core.isPrivileged());
        }
    }

    void octet(int address, int value) {
        Page page = direct[PageTable.slot(address)];
        if (page.number == address >>> PageTable.SHIFT && page.store != null) {
            page.store[address & PageTable.OFFSET] = (byte) value;
            noticeCode(page, address, 1);
        } else {
            store(address, value, BusWidth.BYTE, core.isPrivileged());
        }
    }

    private void noticeCode(Page page, int address, int length) {
        if (page.decoded != null) {
            pages.written(address, length);
        }
    }

    // --- the long way -----------------------------------------------------------------------------------------------

    int load(int address, BusWidth width, boolean privileged) {
        if ((address & width.bytes() - 1) != 0) {
            core.unalignedAccess();
            return loadInPieces(address, width, privileged);
        }
        int value = loadAligned(address, width, privileged);
        core.debug().accessed(address, width.bytes(), false, value);
        return value;
    }

    private int loadAligned(int address, BusWidth width, boolean privileged) {
        if (PrivateBus.covers(address)) {
            unsteady = true;
            return (int) granted(privately(address, privileged) ? privateBus.read(address, width) : CoreBus.REFUSED, address, false);
        }
        if (!core.mpu().allowsData(address, false, privileged)) {
            throw core.protectionFault(address);
        }
        if (MemoryMap.isBitBand(address)) {
            int octet = loadShared(MemoryMap.byteOfBit(address), BusWidth.BYTE);
            return octet >>> MemoryMap.bitOfBit(address) & 1;
        }
        return loadShared(address, width);
    }

    /** A vector: read whatever the MPU says, and over the instruction bus. DDI 0439 Rev D §2.3. */
    int unguarded(int address) {
        return loadShared(address, BusWidth.WORD, Master.FETCH);
    }

    private int loadShared(int address, BusWidth width) {
        return loadShared(address, width, Master.CORE);
    }

    private int loadShared(int address, BusWidth width, Master master) {
        Page page = pages.find(address);
        if (page.bytes != null) {
            open(page, address);
            return pick(page.bytes, address & PageTable.OFFSET, width);
        }
        if (observing) {
            unsteady |= !bus.isSteady(address);
        }
        long answer = bus.read(address, width, master);
        revise();
        return (int) granted(answer, address, false);
    }

    void store(int address, int value, BusWidth width, boolean privileged) {
        if ((address & width.bytes() - 1) != 0) {
            core.unalignedAccess();
            storeInPieces(address, value, width, privileged);
            return;
        }
        storeAligned(address, value, width, privileged);
        core.debug().accessed(address, width.bytes(), true, value);
    }

    private void storeAligned(int address, int value, BusWidth width, boolean privileged) {
        if (PrivateBus.covers(address)) {
            boolean allowed = privately(address, privileged);
            granted(allowed ? privateBus.write(address, value & width.mask(), width) : CoreBus.REFUSED, address, true);
            return;
        }
        if (!core.mpu().allowsData(address, true, privileged)) {
            throw core.protectionFault(address);
        }
        if (MemoryMap.isBitBand(address)) {
            int octet = MemoryMap.byteOfBit(address);
            int bit = 1 << MemoryMap.bitOfBit(address);
            int before = loadShared(octet, BusWidth.BYTE);
            storeShared(octet, (value & 1) != 0 ? before | bit : before & ~bit, BusWidth.BYTE);
            return;
        }
        storeShared(address, value, width);
    }

    private void storeShared(int address, int value, BusWidth width) {
        Page page = pages.find(address);
        if (page.store != null) {
            open(page, address);
            put(page.store, address & PageTable.OFFSET, value, width);
            noticeCode(page, address, width.bytes());
            return;
        }
        if (madeAt != core.cycles) {
            madeAt = core.cycles;
            made = 0;
        }
        if (made < skip) {
            made++;
            return;
        }
        long answer = bus.write(address, value & width.mask(), width);
        revise();
        granted(answer, address, true);
        made++;
    }

    private void open(Page page, int address) {
        if (!core.guardsData()) {
            direct[PageTable.slot(address)] = page;
        }
    }

    /** Only privileged programs reach the private bus; all may pend an interrupt if CCR.USERSETMPEND lets them. §B3.1.1. */
    private boolean privately(int address, boolean privileged) {
        return privileged || address == SystemControl.BASE + SystemControl.STIR && core.control().letsUsersPend();
    }

    private long granted(long answer, int address, boolean writing) {
        if (answer >= 0) {
            return answer;
        }
        if (answer == CoreBus.NOT_YET) {
            skip = madeAt == core.cycles ? made : 0;
            throw Abandoned.STALL;
        }
        core.refused(address, writing);
        return 0;
    }

    /** The stalled instruction is complete, or will never be: the next one's writes are all its own. */
    void completed() {
        skip = 0;
    }

    // An unaligned access becomes aligned ones: half-words where that is possible, else bytes.
    private int loadInPieces(int address, BusWidth width, boolean privileged) {
        BusWidth piece = (address & 1) == 0 ? BusWidth.HALF_WORD : BusWidth.BYTE;
        int value = 0;
        for (int done = 0; done < width.bytes(); done += piece.bytes()) {
            value |= load(address + done, piece, privileged) << done * 8;
        }
        return value;
    }

    private void storeInPieces(int address, int value, BusWidth width, boolean privileged) {
        BusWidth piece = (address & 1) == 0 ? BusWidth.HALF_WORD : BusWidth.BYTE;
        for (int done = 0; done < width.bytes(); done += piece.bytes()) {
            store(address + done, value >>> done * 8, piece, privileged);
        }
    }

    private static int pick(byte[] bytes, int offset, BusWidth width) {
        return switch (width) {
            case BYTE -> bytes[offset] & 0xFF;
            case HALF_WORD -> (short) HALF.get(bytes, offset) & 0xFFFF;
            case WORD -> (int) WORD.get(bytes, offset);
        };
    }

    private static void put(byte[] bytes, int offset, int value, BusWidth width) {
        switch (width) {
            case BYTE -> bytes[offset] = (byte) value;
            case HALF_WORD -> HALF.set(bytes, offset, (short) value);
            case WORD -> WORD.set(bytes, offset, value);
        }
    }

    /** An exception entry begins, whose writes are not those of the instruction before it. */
    void begin() {
        madeAt = -1;
    }

    /** Begins or ends to note whether something is looked at that may bring something else the next time. */
    void observe(boolean on) {
        observing = on;
        unsteady = false;
    }

    boolean sawSomethingUnsteady() {
        return unsteady;
    }

    void closeAll() {
        Arrays.fill(direct, Page.NONE);
    }

    /** Asks the bus whether its pages are still what they were. */
    void revise() {
        if (pages.changed()) {
            closeAll();
            core.forgetCodePage();
        }
    }
}
