package io.sectorzero.sim.debugport;

import java.util.function.Consumer;

/**
 * The registers of the debug port and the rules by which a transfer is answered. Both protocols end here: a request is
 * offered, and when it was accepted its data follow. IHI 0031 §B1 and §B2.
 */
final class PortRegisters {

    /** A debug port architecture of version 1, designed by Arm, with transaction counter and pushed operations. */
    static final int DPIDR = 0x2BA0_1477;

    private static final int IDENTITY_OR_ABORT = 0x0;
    private static final int CONTROL = 0x4;
    private static final int RESEND_OR_SELECT = 0x8;
    private static final int BUFFER = 0xC;

    private static final int DAPABORT = 1;
    private static final int STKCMPCLR = 1 << 1;
    private static final int STKERRCLR = 1 << 2;
    private static final int WDERRCLR = 1 << 3;
    private static final int ORUNERRCLR = 1 << 4;

    private static final int TURNROUND = 3 << 8;

    private final ControlStatus control = new ControlStatus();
    private final WriteSequence writes = new WriteSequence(control);
    private final AccessPort memory;
    private final Consumer<Boolean> debugPower;
    private int select;
    private int dataLink;
    private boolean reading;
    private int buffer;
    private int resend;

    /** @param debugPower told when a debugger asks for the debug domain's power, and when it gives it back */
    PortRegisters(AccessPort memory, Consumer<Boolean> debugPower) {
        this.memory = memory;
        this.debugPower = debugPower;
    }

    void powerOn() {
        control.powerOn();
        writes.abandon();
        select = 0;
        dataLink = 0;
        reading = false;
        buffer = 0;
        resend = 0;
    }

    /** A line reset sets the turnaround back to one clock; what CTRL/STAT holds stays. IHI 0031 §B4. */
    void lineReset() {
        dataLink = 0;
    }

    /** How many clocks pass where the line changes hands. */
    int turnaround() {
        return 1 + (dataLink >>> 8 & 3);
    }

    /** Whether a data phase follows even where the answer was not OK. */
    boolean detectsOverrun() {
        return control.is(ControlStatus.ORUNDETECT);
    }

    // --- serial wire --------------------------------------------------------------------------------------------------

    /** The answer to a request, by the rules of the serial wire. IHI 0031 §B4. */
    Acknowledge offer(boolean accessPort, boolean read, int register) {
        settle();
        Acknowledge ack = judge(accessPort, read, register);
        if (ack != Acknowledge.OK && control.is(ControlStatus.ORUNDETECT)) {
            control.raise(ControlStatus.STICKYORUN);
        }
        boolean readsBuffer = !accessPort && read && register == BUFFER;
        if (accessPort && read || readsBuffer) {
            control.clear(ControlStatus.READOK);
            control.raise(ack == Acknowledge.OK ? ControlStatus.READOK : 0);
        }
        return ack;
    }

    private Acknowledge judge(boolean accessPort, boolean read, int register) {
        boolean alwaysServed = !accessPort
                && (register == IDENTITY_OR_ABORT || read && register == CONTROL && !choosesDataLink());
        if (alwaysServed) {
            return Acknowledge.OK;
        }
        if (control.is(ControlStatus.STICKY)) {
            return Acknowledge.FAULT;
        }
        if (isUnderWay()) {
            return Acknowledge.WAIT;
        }
        if (!accessPort) {
            return Acknowledge.OK;
        }
        return selected().accepts(registerOf(register)) ? judgePower() : Acknowledge.WAIT;
    }

    private Acknowledge judgePower() {
        if (control.isPoweredUp()) {
            return Acknowledge.OK;
        }
        control.raise(ControlStatus.STICKYERR);
        return Acknowledge.FAULT;
    }

    /** The data of an accepted read. An access port's are those of the read before, unless this is RDBUFF. */
    int read(boolean accessPort, int register) {
        if (accessPort) {
            resend = buffer;
            beginRead(register);
            return resend;
        }
        return switch (register) {
            case IDENTITY_OR_ABORT -> DPIDR;
            case CONTROL -> choosesDataLink() ? dataLink : control.read();
            case RESEND_OR_SELECT -> resend;
            default -> {
                resend = buffer;
                yield buffer;
            }
        };
    }

    /** The data of an accepted write. Damaged ones go nowhere, but for ABORT's, where nothing is told. */
    void write(boolean accessPort, int register, int value, boolean parityHolds) {
        if (!parityHolds) {
            if (accessPort || register != IDENTITY_OR_ABORT) {
                control.raise(ControlStatus.WDATAERR);
            }
        } else if (accessPort) {
            writeAccessPort(register, value);
        } else {
            switch (register) {
                case IDENTITY_OR_ABORT -> abort(value);
                case CONTROL -> writeControl(value);
                case RESEND_OR_SELECT -> select = value;
                default -> { }
            }
        }
    }

    void abort(int value) {
        if ((value & DAPABORT) != 0) {
            memory.abandon();
            writes.abandon();
            reading = false;
        }
        control.clear((value & STKCMPCLR) != 0 ? ControlStatus.STICKYCMP : 0);
        control.clear((value & STKERRCLR) != 0 ? ControlStatus.STICKYERR : 0);
        control.clear((value & WDERRCLR) != 0 ? ControlStatus.WDATAERR : 0);
        control.clear((value & ORUNERRCLR) != 0 ? ControlStatus.STICKYORUN : 0);
    }

    private void writeControl(int value) {
        if (choosesDataLink()) {
            dataLink = value & TURNROUND;
            return;
        }
        boolean before = control.isDebugPowered();
        control.write(value);
        if (control.isDebugPowered() != before) {
            debugPower.accept(!before);
        }
    }

    private boolean choosesDataLink() {
        return (select & 0xF) == 1;
    }

    // --- JTAG ---------------------------------------------------------------------------------------------------------

    /** Whether the next scan has to come again, because a transaction is still under way. */
    boolean isBusy() {
        settle();
        return isUnderWay();
    }

    private boolean isUnderWay() {
        return memory.isBusy() || writes.isUnderWay();
    }

    /** What a scan through DPACC or APACC asks for, when the port is not busy. IHI 0031 §B3; answers come next time. */
    int scanned(boolean accessPort, boolean read, int register, int value) {
        settle();
        if (accessPort) {
            return scannedAccessPort(read, register, value);
        }
        if (read) {
            return switch (register) {
                case IDENTITY_OR_ABORT -> DPIDR;
                case CONTROL -> choosesDataLink() ? 0 : control.read();
                case RESEND_OR_SELECT -> select;
                default -> 0;
            };
        }
        if (register == CONTROL && !choosesDataLink()) {
            // Here a flag is cleared where it stands. IHI 0031 §B2.
            control.clear(value & (ControlStatus.STICKYORUN | ControlStatus.STICKYCMP | ControlStatus.STICKYERR));
            writeControl(value);
        } else if (register == RESEND_OR_SELECT) {
            select = value;
        }
        return 0;
    }

    private int scannedAccessPort(boolean read, int register, int value) {
        if (control.is(ControlStatus.STICKY)) {
            return 0;
        }
        if (judgePower() != Acknowledge.OK) {
            return 0;
        }
        if (read) {
            beginRead(register);
        } else {
            writeAccessPort(register, value);
        }
        return buffer;
    }

    /** What the last read of an access port brought, once the port is no longer busy. */
    int posted() {
        return buffer;
    }

    // --- what lies behind ---------------------------------------------------------------------------------------------

    private AccessPort selected() {
        return select >>> 24 == 0 ? memory : AccessPort.ABSENT;
    }

    private int registerOf(int address) {
        return select & 0xF0 | address;
    }

    private void beginRead(int address) {
        AccessPort port = selected();
        int value = port.read(registerOf(address));
        reading = port.isBusy();
        buffer = reading ? buffer : value;
        noteError();
    }

    private void writeAccessPort(int address, int value) {
        writes.begin(selected(), registerOf(address), value);
        noteError();
    }

    /** Lets an access end whose time has come. */
    private void settle() {
        writes.goOn();
        if (!memory.isBusy()) {
            if (reading) {
                reading = false;
                buffer = memory.result();
            }
            noteError();
        }
    }

    private void noteError() {
        if (memory.takeError()) {
            control.raise(ControlStatus.STICKYERR);
        }
    }
}
