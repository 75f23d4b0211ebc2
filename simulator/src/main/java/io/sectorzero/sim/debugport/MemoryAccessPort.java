package io.sectorzero.sim.debugport;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.RegisterBlock;

/**
 * The AHB access port of a Cortex-M4: an address, a window on what is there, and how wide to look. An access that the bus
 * holds up leaves the port busy until the bus has served it, whether or not the debug port still waits for it. DDI 0439
 * Rev D §9; IHI 0031 §C2 for the registers.
 */
final class MemoryAccessPort implements AccessPort {

    static final int IDR = 0x2477_0011;
    static final int BASE = RomTable.BASE | 3;

    private static final int CSW = 0x00;
    private static final int TAR = 0x04;
    private static final int DRW = 0x0C;
    private static final int BD0 = 0x10;
    private static final int BD3 = 0x1C;
    private static final int REGISTER_BASE = 0xF8;
    private static final int REGISTER_IDR = 0xFC;

    private static final int SIZE = 7;
    private static final int INCREMENT = 3 << 4;
    private static final int PACKED = 2 << 4;
    private static final int DEVICE_ENABLED = 1 << 6;
    private static final int IN_PROGRESS = 1 << 7;
    /** HPROT1 and MasterType; the bits above CSW's lower half that can be written. */
    private static final int PROTECTION = 1 << 29 | 1 << 25;
    private static final int PROTECTION_READS_AS_ONE = 1 << 24;
    /** Word size, privileged data access of the debugger. */
    private static final int AT_POWER_ON = PROTECTION | 2;
    /** The increment reaches the lower twelve bits. OpenOCD and pyOCD rely on it for this port [O]. */
    private static final int PAGE = 0xFFF;

    private final DebugBus bus;
    private int control;
    private int address;

    private boolean busy;
    private boolean abandoned;
    private boolean writing;
    private boolean increments;
    private int at;
    private BusWidth width = BusWidth.WORD;
    private int bytesLeft;
    private int data;
    private int result;
    private boolean error;

    MemoryAccessPort(DebugBus bus) {
        this.bus = bus;
    }

    void powerOn() {
        control = AT_POWER_ON;
        address = 0;
        busy = false;
        error = false;
        result = 0;
    }

    @Override public int read(int register) {
        return switch (register) {
            case CSW -> control | PROTECTION_READS_AS_ONE | DEVICE_ENABLED | (busy ? IN_PROGRESS : 0);
            case TAR -> address;
            case DRW -> window(false, 0);
            case REGISTER_BASE -> BASE;
            case REGISTER_IDR -> IDR;
            default -> register >= BD0 && register <= BD3 ? banked(register, false, 0) : 0;
        };
    }

    @Override public void write(int register, int value) {
        switch (register) {
            case CSW -> control = value & (PROTECTION | INCREMENT | SIZE);
            case TAR -> address = value;
            case DRW -> window(true, value);
            default -> {
                if (register >= BD0 && register <= BD3) {
                    banked(register, true, value);
                }
            }
        }
    }

    /** One access at TAR, or as many of its size as fill a word. */
    private int window(boolean write, int value) {
        int size = control & SIZE;
        if (size > 2) {
            // No such access can be made on a 32-bit bus.
            error = true;
            return 0;
        }
        boolean packed = (control & INCREMENT) == PACKED && size < 2;
        begin(write, address, BusWidth.values()[size], packed ? 4 : 1 << size, value);
        increments = (control & INCREMENT) != 0;
        return perform();
    }

    /** One of the four words around TAR; TAR stays. */
    private int banked(int register, boolean write, int value) {
        begin(write, address & ~0xF | register & 0xC, BusWidth.WORD, 4, value);
        increments = false;
        return perform();
    }

    private void begin(boolean write, int where, BusWidth wide, int bytes, int value) {
        writing = write;
        at = where;
        width = wide;
        bytesLeft = bytes;
        data = value;
        result = 0;
        busy = true;
        abandoned = false;
    }

    private int perform() {
        while (busy && bus.readyNanos(at, writing) <= bus.nanos()) {
            try {
                access();
            } catch (BusFault refused) {
                error |= !abandoned;
                busy = false;
            }
        }
        return result;
    }

    private void access() {
        if ((at & width.bytes() - 1) != 0) {
            throw new BusFault("the access port makes no unaligned accesses");
        }
        int shift = RegisterBlock.shift(at);
        if (writing) {
            bus.write(at, data >>> shift & width.mask(), width);
        } else {
            result |= bus.read(at, width) << shift;
        }
        at = at & ~PAGE | at + width.bytes() & PAGE;
        if (increments && !abandoned) {
            address = at;
        }
        bytesLeft -= width.bytes();
        busy = bytesLeft > 0;
    }

    @Override public boolean isBusy() {
        if (busy) {
            perform();
        }
        return busy && !abandoned;
    }

    /** After an abort the port answers for itself while the bus still works on what it was given. */
    @Override public boolean accepts(int register) {
        boolean reachesBus = register == DRW || register >= BD0 && register <= BD3;
        return !isBusy() && !(busy && reachesBus);
    }

    @Override public int result() {
        return result;
    }

    @Override public boolean takeError() {
        boolean was = error;
        error = false;
        return was;
    }

    /** The bus keeps what it has taken up; the debug port turns to other things. */
    @Override public void abandon() {
        abandoned = busy;
    }
}
