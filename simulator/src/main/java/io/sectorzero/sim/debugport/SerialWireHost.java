package io.sectorzero.sim.debugport;

import java.util.function.BooleanSupplier;

/**
 * The probe's end of serial wire where the wires are not to be trusted: every transfer goes bit by bit, and any bit may
 * arrive wrong. What a wrong bit leads to is then the business of the protocol. IHI 0031 §B4.
 */
public final class SerialWireHost {

    private static final int LINE_RESET_BITS = 56;
    private static final int IDLE_BITS = 8;
    private static final int JTAG_TO_SWD = 0xE79E;
    private static final int SWD_TO_JTAG = 0xE73C;

    private final DebugPort port;
    private final BooleanSupplier wrong;

    /** @param wrong whether the next bit arrives wrong */
    public SerialWireHost(DebugPort port, BooleanSupplier wrong) {
        this.port = port;
        this.wrong = wrong;
    }

    public void select(Wire wire) {
        send(-1L, LINE_RESET_BITS);
        send(wire == Wire.SWD ? JTAG_TO_SWD : SWD_TO_JTAG, 16);
    }

    public void lineReset() {
        send(-1L, LINE_RESET_BITS);
        send(0, IDLE_BITS);
    }

    /** As {@link DebugPort#transfer(boolean, boolean, int, int)}. */
    public Reply transfer(boolean accessPort, boolean read, int address, int data) {
        int asked = (accessPort ? 1 : 0) | (read ? 2 : 0) | address;
        send(1 | asked << 1 | (Integer.bitCount(asked) & 1) << 5 | 1 << 7, 8);
        send(1, 1);
        Acknowledge ack = acknowledge((int) receive(3));
        Reply reply = Reply.of(ack);
        if (ack == Acknowledge.OK && read) {
            long bits = receive(33);
            reply = new Reply(ack, (int) bits, (Long.bitCount(bits) & 1) == 0);
        }
        send(1, 1);
        if (ack == Acknowledge.OK && !read) {
            send(Integer.toUnsignedLong(data) | (Integer.bitCount(data) & 1L) << 32, 33);
        }
        send(0, IDLE_BITS);
        return reply;
    }

    private static Acknowledge acknowledge(int code) {
        for (Acknowledge ack : Acknowledge.values()) {
            if (ack.code() == code) {
                return ack;
            }
        }
        return Acknowledge.NONE;
    }

    private void send(long bits, int count) {
        for (int k = 0; k < count; k++) {
            port.clock((bits >>> k & 1) != 0 ^ wrong.getAsBoolean(), true);
        }
    }

    private long receive(int count) {
        long bits = 0;
        for (int k = 0; k < count; k++) {
            bits |= (port.swdio() ^ wrong.getAsBoolean() ? 1L : 0) << k;
            port.clock(true, true);
        }
        return bits;
    }
}
