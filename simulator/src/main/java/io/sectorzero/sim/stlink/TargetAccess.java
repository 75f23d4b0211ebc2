package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Wire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/** What the firmware does with a target: connects to it, reaches its memory, and moves its core's registers. */
final class TargetAccess {

    private static final int DHCSR = 0xE000_EDF0;
    private static final int DCRSR = 0xE000_EDF4;
    private static final int DCRDR = 0xE000_EDF8;
    private static final int AIRCR = 0xE000_ED0C;
    private static final int S_REGRDY = 1 << 16;
    private static final int REGISTER_WRITE = 1 << 16;
    private static final int SYSTEM_RESET = 0x05FA_0004;

    // Fifty ones, sixteen bits of selection, fifty ones and a few zeros. IHI 0031 §B5.2.1.
    private static final long SELECTION_CLOCKS = 50 + 16 + 50 + 8;
    private static final int POLLS = 100;

    private final Transfers transfers;
    private MemoryBlock underWay;
    private int polls;

    TargetAccess(Transfers transfers) {
        this.transfers = transfers;
    }

    /** Switches the wires to a protocol, identifies the debug port and powers it up. */
    void connect(Wire wire, Runnable then) {
        transfers.begin(wire);
        polls = 0;
        transfers.after(SELECTION_CLOCKS, () -> transfers.read(false, Dap.DPIDR, identity ->
                transfers.write(false, Dap.ABORT, Dap.CLEAR_ALL, () ->
                        transfers.select(0, 0, () ->
                                transfers.write(false, Dap.CONTROL_STATUS, Dap.POWER_UP, () -> awaitPower(then))))));
    }

    private void awaitPower(Runnable then) {
        transfers.read(false, Dap.CONTROL_STATUS, status -> {
            if ((status & Dap.POWERED_UP) == Dap.POWERED_UP || ++polls >= POLLS) {
                then.run();
            } else {
                awaitPower(then);
            }
        });
    }

    void identity(IntConsumer then) {
        transfers.read(false, Dap.DPIDR, then);
    }

    /** @param csw the upper 24 bits of the port's control word; 0 for the usual ones */
    void memory(int port, int csw, int address, byte[] data, int unit, boolean write, boolean increments, Runnable then) {
        int size = Integer.numberOfTrailingZeros(unit);
        int control = (csw == 0 ? Dap.USUAL_CSW : csw) | (increments ? Dap.INCREMENT : 0) | size;
        underWay = new MemoryBlock(transfers, address, data, unit, write, increments, then);
        transfers.select(port, 0, () -> transfers.write(true, Dap.CSW, control, underWay::begin));
    }

    /** Where the last run of accesses stopped. */
    int stoppedAt() {
        return underWay == null ? 0 : underWay.address();
    }

    void readWord(int address, IntConsumer then) {
        byte[] word = new byte[Integer.BYTES];
        memory(0, 0, address, word, Integer.BYTES, false, true,
                () -> then.accept(ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt()));
    }

    void writeWord(int address, int value, Runnable then) {
        byte[] word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
        memory(0, 0, address, word, Integer.BYTES, true, true, then);
    }

    /** @param missed when the core does not hand it over: it runs */
    void readRegister(int index, IntConsumer then, Runnable missed) {
        writeWord(DCRSR, index, () -> awaitRegister(() -> readWord(DCRDR, then), missed));
    }

    void writeRegister(int index, int value, Runnable then, Runnable missed) {
        writeWord(DCRDR, value, () -> writeWord(DCRSR, REGISTER_WRITE | index, () -> awaitRegister(then, missed)));
    }

    void resetSystem(Runnable then) {
        writeWord(AIRCR, SYSTEM_RESET, then);
    }

    private void awaitRegister(Runnable ready, Runnable missed) {
        polls = 0;
        pollRegister(ready, missed);
    }

    private void pollRegister(Runnable ready, Runnable missed) {
        readWord(DHCSR, status -> {
            if ((status & S_REGRDY) != 0) {
                ready.run();
            } else if (++polls >= POLLS) {
                missed.run();
            } else {
                pollRegister(ready, missed);
            }
        });
    }

    /** A register the way a host asks for it: with the bank in its address. */
    void readDebugPort(int address, IntConsumer then) {
        bank(address, () -> transfers.read(false, address, then));
    }

    void writeDebugPort(int address, int value, Runnable then) {
        bank(address, () -> transfers.write(false, address, value, () -> {
            if ((address & Dap.ADDRESS_BITS) == Dap.SELECT) {
                transfers.selected(value);
            }
            then.run();
        }));
    }

    /** What is read comes with the next transfer. */
    void readAccessPort(int port, int address, IntConsumer then) {
        transfers.select(port, address, () -> transfers.read(true, address, posted -> transfers.read(false, Dap.RDBUFF, then)));
    }

    void writeAccessPort(int port, int address, int value, Runnable then) {
        transfers.select(port, address, () -> transfers.write(true, address, value,
                () -> transfers.read(false, Dap.RDBUFF, seen -> then.run())));
    }

    // Only address 4 has banks, and a host that names none means the first.
    private void bank(int address, Runnable then) {
        if ((address & Dap.ADDRESS_BITS) == Dap.CONTROL_STATUS) {
            transfers.selectBank((address & Dap.BANK_BITS) >> 4, then);
        } else {
            then.run();
        }
    }
}
