package io.sectorzero.sim.debugport;

/**
 * The debug port's own test access port: four instruction bits, and 35 data bits through which the registers are reached.
 * What a scan asked for is answered by the next. IHI 0031 §B3.
 */
final class JtagDebugPort extends Tap {

    static final int INSTRUCTION_BITS = 4;
    static final int ABORT = 0b1000;
    static final int DPACC = 0b1010;
    static final int APACC = 0b1011;
    static final int IDCODE = 0b1110;
    /** The Cortex-M4's. RM0402 Rev 6 §30.6. */
    static final int IDENTITY = 0x4BA0_0477;

    private static final int SCAN_BITS = 35;
    private static final int ANSWERED = 0b010;
    private static final int WAIT = 0b001;

    private final PortRegisters registers;
    private boolean waiting;
    private boolean fromAccessPort;
    private int value;

    JtagDebugPort(PortRegisters registers) {
        super(INSTRUCTION_BITS, IDCODE);
        this.registers = registers;
    }

    @Override int dataBits(int code) {
        return switch (code) {
            case ABORT, DPACC, APACC -> SCAN_BITS;
            case IDCODE -> 32;
            default -> 1;
        };
    }

    @Override long captureData(int code) {
        if (code == IDCODE) {
            return IDENTITY;
        }
        waiting = code != ABORT && registers.isBusy();
        int answer = fromAccessPort ? registers.posted() : value;
        return waiting ? WAIT : Integer.toUnsignedLong(answer) << 3 | ANSWERED;
    }

    @Override void updateData(int code, long bits) {
        int data = (int) (bits >>> 3);
        int register = (int) bits << 1 & 0xC;
        boolean read = (bits & 1) != 0;
        if (code == ABORT) {
            registers.abort(data);
        } else if (code != IDCODE && !waiting) {
            boolean accessPort = code == APACC;
            fromAccessPort = accessPort && read;
            value = registers.scanned(accessPort, read, register, data);
        }
    }
}
