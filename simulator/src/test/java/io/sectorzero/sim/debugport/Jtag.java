package io.sectorzero.sim.debugport;

/** A JTAG host that scans both test access ports of the chip, the one of the pins left in bypass. */
final class Jtag {

    private final DebugPort port;

    Jtag(DebugPort port) {
        this.port = port;
    }

    /** Five clocks with TMS high, and one to idle. */
    void reset() {
        for (int k = 0; k < 5; k++) {
            port.jtagClock(true, true);
        }
        port.jtagClock(false, true);
    }

    void instruction(int code) {
        port.jtagClock(true, true);
        port.jtagClock(true, true);
        shift(code | 0x1F << 4, 9);
    }

    long data(long bits, int count) {
        port.jtagClock(true, true);
        return shift(bits, count);
    }

    // From Select to Shift, the bits, and back to idle.
    private long shift(long bits, int count) {
        port.jtagClock(false, true);
        port.jtagClock(false, true);
        long out = 0;
        for (int k = 0; k < count; k++) {
            out |= (port.jtagClock(k == count - 1, (bits >>> k & 1) != 0) ? 1L : 0) << k;
        }
        port.jtagClock(true, true);
        port.jtagClock(false, true);
        return out;
    }

    /** One scan of 35 bits: what the scan before asked for. */
    long scan(int instruction, boolean read, int register, int value) {
        instruction(instruction);
        return data(Integer.toUnsignedLong(value) << 3 | register >>> 1 | (read ? 1 : 0), 36) & 0x7_FFFF_FFFFL;
    }

    int read(int instruction, int register) {
        scan(instruction, true, register, 0);
        return answer(scan(JtagDebugPort.DPACC, true, Probe.RDBUFF, 0));
    }

    void write(int instruction, int register, int value) {
        scan(instruction, false, register, value);
    }

    static int answer(long scanned) {
        return (int) (scanned >>> 3);
    }

    static int acknowledge(long scanned) {
        return (int) scanned & 7;
    }
}
