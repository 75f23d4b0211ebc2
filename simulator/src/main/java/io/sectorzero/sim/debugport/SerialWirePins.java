package io.sectorzero.sim.debugport;

/**
 * Serial wire, clock by clock: SWDIO as it is at each rising edge of SWCLK, and what the chip puts on it until the next.
 * IHI 0031 §B4.
 */
final class SerialWirePins {

    /** So many high bits in a row are a line reset. */
    private static final int LINE_RESET = 50;
    private static final int REQUEST_BITS = 8;
    private static final int ACK_BITS = 3;
    private static final int DATA_BITS = 33;

    private enum Phase {
        /** Waiting for a start bit. */
        IDLE,
        REQUEST,
        /** The line changes hands; then the chip answers. */
        TURN_TO_CHIP,
        ANSWER,
        TURN_TO_HOST,
        DATA_FROM_HOST
    }

    private final SerialWire wire;
    private final PortRegisters registers;

    private Phase phase = Phase.IDLE;
    private int highBits;
    private boolean resetOngoing;
    private int count;
    private long bits;
    private boolean accessPort;
    private boolean read;
    private int register;
    private Acknowledge ack = Acknowledge.NONE;

    SerialWirePins(SerialWire wire, PortRegisters registers) {
        this.wire = wire;
        this.registers = registers;
    }

    void begin() {
        phase = Phase.IDLE;
        highBits = 0;
        resetOngoing = false;
    }

    boolean drives() {
        return phase == Phase.ANSWER;
    }

    /** What the chip drives; of no meaning while it does not. */
    boolean level() {
        return (bits & 1) != 0;
    }

    /** A rising edge, with what the host has on the line. */
    void clock(boolean host) {
        if (phase != Phase.ANSWER) {
            watchForLineReset(host);
        }
        switch (phase) {
            case IDLE -> listen(host);
            case REQUEST -> request(host);
            case TURN_TO_CHIP -> {
                if (--count == 0) {
                    answer();
                }
            }
            case ANSWER -> {
                bits >>>= 1;
                if (--count == 0) {
                    phase = Phase.TURN_TO_HOST;
                    count = registers.turnaround();
                }
            }
            case TURN_TO_HOST -> {
                if (--count == 0) {
                    takeData();
                }
            }
            case DATA_FROM_HOST -> data(host);
        }
    }

    private void watchForLineReset(boolean host) {
        highBits = host ? highBits + 1 : 0;
        if (highBits == LINE_RESET) {
            wire.lineReset();
            phase = Phase.IDLE;
            resetOngoing = true;
        }
    }

    private void listen(boolean host) {
        if (!host) {
            resetOngoing = false;
        } else if (!resetOngoing) {
            phase = Phase.REQUEST;
            bits = 1;
            count = 1;
        }
    }

    private void request(boolean host) {
        bits |= (host ? 1L : 0) << count++;
        if (count < REQUEST_BITS) {
            return;
        }
        int request = (int) bits;
        boolean wellFormed = (Integer.bitCount(request >>> 1 & 0x1F) & 1) == 0 && (request >>> 6) == 0b10;
        if (!wellFormed) {
            wire.fallSilent();
            phase = Phase.IDLE;
            return;
        }
        accessPort = (request & 2) != 0;
        read = (request & 4) != 0;
        register = request >>> 1 & 0xC;
        phase = Phase.TURN_TO_CHIP;
        count = registers.turnaround();
    }

    private void answer() {
        ack = wire.offer(accessPort, read, register);
        if (ack == Acknowledge.NONE) {
            phase = Phase.IDLE;
            return;
        }
        phase = Phase.ANSWER;
        bits = ack.code();
        count = ACK_BITS;
        if (read && (ack == Acknowledge.OK || registers.detectsOverrun())) {
            long value = ack == Acknowledge.OK ? Integer.toUnsignedLong(registers.read(accessPort, register)) : 0;
            bits |= value << ACK_BITS | (Long.bitCount(value) & 1L) << ACK_BITS + 32;
            count += DATA_BITS;
        }
    }

    private void takeData() {
        boolean dataFollow = !read && (ack == Acknowledge.OK || registers.detectsOverrun());
        phase = dataFollow ? Phase.DATA_FROM_HOST : Phase.IDLE;
        bits = 0;
        count = 0;
    }

    private void data(boolean host) {
        bits |= (host ? 1L : 0) << count++;
        if (count == DATA_BITS) {
            phase = Phase.IDLE;
            if (ack == Acknowledge.OK) {
                registers.write(accessPort, register, (int) bits, (Long.bitCount(bits) & 1) == 0);
            }
        }
    }
}
