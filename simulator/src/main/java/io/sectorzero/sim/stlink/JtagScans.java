package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;

/**
 * Transfers by JTAG, edge by edge: each a scan of 35 bits through the debug port's test access port, with the boundary scan's
 * bypassed behind it. A scan is answered by the next one. IHI 0031 §B3; two test access ports, RM0402 Rev 6 §30.6.
 */
final class JtagScans {

    private static final int DEBUG_PORT_BITS = 4;
    private static final int BOUNDARY_BITS = 5;
    private static final int BYPASSED = (1 << BOUNDARY_BITS) - 1;
    private static final int ABORT = 0b1000;
    private static final int DPACC = 0b1010;
    private static final int APACC = 0b1011;
    private static final int UNKNOWN = -1;
    /** What TDO reads where nobody drives it. */
    private static final int NOBODY = -1;

    private static final int ANSWERED = 0b010;
    private static final int WAIT = 0b001;
    private static final int SCAN_BITS = 35;
    private static final int STICKY = Dap.STICKY_ERROR | Dap.STICKY_OVERRUN | Dap.STICKY_COMPARE;
    private static final int TO_RESET = 5;

    private final TargetCable cable;
    private int instruction = UNKNOWN;
    private int identity;
    private int boundary;

    JtagScans(TargetCable cable) {
        this.cable = cable;
    }

    /** Brings both test access ports to their beginning, where they show who they are. */
    void begin() {
        for (int i = 0; i < TO_RESET; i++) {
            cable.edge(true, true);
        }
        cable.edge(false, true);
        instruction = UNKNOWN;
        enterData();
        identity = (int) shift(0, Integer.SIZE, false);
        boundary = (int) shift(0, Integer.SIZE, true);
        leave();
    }

    int identity() {
        return identity;
    }

    int boundaryIdentity() {
        return boundary;
    }

    /** As over serial wire, where errors show in the answer; here they are looked for when the last result is fetched. */
    Reply transfer(boolean accessPort, boolean read, int address, int data) {
        if (identity == 0 || identity == NOBODY) {
            return new Reply(Acknowledge.NONE, NOBODY, true);
        }
        if (!accessPort && address == Dap.DPIDR) {
            return read ? new Reply(Acknowledge.OK, identity, true) : clear(data);
        }
        Reply reply = scan(accessPort ? APACC : DPACC, read, address, data);
        if (reply.ack() != Acknowledge.OK || accessPort || !read) {
            return reply;
        }
        if (address != Dap.RDBUFF) {
            return scan(DPACC, true, Dap.RDBUFF, 0);
        }
        scan(DPACC, true, Dap.CONTROL_STATUS, 0);
        Reply status = scan(DPACC, true, Dap.RDBUFF, 0);
        return (status.data() & STICKY) != 0 ? new Reply(Acknowledge.FAULT, 0, true) : reply;
    }

    /** Flags are cleared by writing them; only giving up a transaction has an instruction of its own. */
    private Reply clear(int abort) {
        if ((abort & 1) != 0) {
            scan(ABORT, false, 0, 1);
        }
        return (abort & Dap.CLEAR_ALL) == 0 ? new Reply(Acknowledge.OK, 0, true)
                : scan(DPACC, false, Dap.CONTROL_STATUS, Dap.POWER_UP | STICKY);
    }

    private Reply scan(int wanted, boolean read, int address, int data) {
        instruct(wanted);
        enterData();
        long answer = shift(Integer.toUnsignedLong(data) << 3 | (address & Dap.ADDRESS_BITS) >> 1 | (read ? 1 : 0), SCAN_BITS, false);
        shift(0, 1, true);
        leave();
        return switch ((int) answer & 7) {
            case ANSWERED -> new Reply(Acknowledge.OK, (int) (answer >>> 3), true);
            case WAIT -> new Reply(Acknowledge.WAIT, 0, true);
            default -> new Reply(Acknowledge.NONE, 0, true);
        };
    }

    private void instruct(int wanted) {
        if (wanted != instruction) {
            cable.edge(true, true);
            enterData();
            shift(wanted | BYPASSED << DEBUG_PORT_BITS, DEBUG_PORT_BITS + BOUNDARY_BITS, true);
            leave();
            instruction = wanted;
        }
    }

    // From Run-Test/Idle to Shift-DR; with one more edge before it, to Shift-IR.
    private void enterData() {
        cable.edge(true, true);
        cable.edge(false, true);
        cable.edge(false, true);
    }

    private long shift(long bits, int count, boolean last) {
        long out = 0;
        for (int i = 0; i < count; i++) {
            boolean ends = last && i == count - 1;
            out |= (cable.edge(ends, (bits >>> i & 1) != 0) ? 1L : 0) << i;
        }
        return out;
    }

    // By Exit1 and Update back to Run-Test/Idle.
    private void leave() {
        cable.edge(true, true);
        cable.edge(false, true);
    }
}
