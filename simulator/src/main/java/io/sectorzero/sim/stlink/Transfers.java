package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Transfers on the wires as the firmware makes them: each takes its clocks, one that is answered WAIT is repeated for a
 * while, and anything else that goes wrong ends the command.
 */
final class Transfers {

    /** Request 8, turn 1, acknowledge 3, data with parity 33, turn 1. IHI 0031 §B4.2. */
    static final int CLOCKS = 46;

    private static final long SECOND = 1_000_000_000L;

    private final Sequencer sequencer;
    private final TargetCable cable;
    private final JtagScans jtag;
    private final int retries;
    private long clockHz = 1_800_000;
    private long transferNanos;
    private Consumer<Status> failed = status -> { };
    private Wire wire = Wire.SWD;
    private int tries;
    private int selected;
    private boolean known;

    Transfers(Sequencer sequencer, TargetCable cable, int retries) {
        this.sequencer = sequencer;
        this.cable = cable;
        jtag = new JtagScans(cable);
        this.retries = retries;
        clock(clockHz);
    }

    void clock(long hertz) {
        clockHz = hertz;
        transferNanos = nanos(CLOCKS);
        cable.clock(hertz);
    }

    TargetCable cable() {
        return cable;
    }

    /** Makes the target listen to a protocol, from its beginning on. */
    void begin(Wire chosen) {
        cable.select(chosen);
        cable.lineReset();
        wire = chosen;
        if (wire == Wire.JTAG) {
            jtag.begin();
        }
        forgetSelected();
    }

    /** The identity of the other test access port; over serial wire there is none. */
    int boundaryIdentity() {
        return wire == Wire.JTAG ? jtag.boundaryIdentity() : 0;
    }

    /** One transfer, made now. */
    Reply transfer(boolean accessPort, boolean read, int address, int data) {
        return wire == Wire.JTAG ? jtag.transfer(accessPort, read, address, data) : cable.transfer(accessPort, read, address, data);
    }

    /** Who is told when the command cannot go on. */
    void onFailure(Consumer<Status> told) {
        failed = told;
    }

    /** What so many clocks take. */
    long nanos(long clocks) {
        return (clocks * SECOND + clockHz - 1) / clockHz;
    }

    void after(long clocks, Runnable step) {
        sequencer.after(nanos(clocks), step);
    }

    void read(boolean accessPort, int address, IntConsumer then) {
        tries = 0;
        make(accessPort, true, address, 0, then);
    }

    void write(boolean accessPort, int address, int value, Runnable then) {
        tries = 0;
        make(accessPort, false, address, value, nothing -> then.run());
    }

    /** Makes an access port and one of its banks the one that is spoken to. */
    void select(int port, int bank, Runnable then) {
        select(port << 24 | bank & Dap.BANK_BITS, then);
    }

    /** The same port, and another bank of the debug port's own registers. */
    void selectBank(int bank, Runnable then) {
        select(selected & ~Dap.DP_BANK_BITS | bank, then);
    }

    private void select(int wanted, Runnable then) {
        if (wanted == selected && known) {
            then.run();
        } else {
            write(false, Dap.SELECT, wanted, () -> {
                selected(wanted);
                then.run();
            });
        }
    }

    /** SELECT has been written. */
    void selected(int value) {
        selected = value;
        known = true;
    }

    /** Nobody knows what SELECT holds. */
    private void forgetSelected() {
        selected = 0;
        known = false;
    }

    /** Takes the next step of a run of transfers a transfer's time from now. */
    void next(Runnable step) {
        sequencer.after(transferNanos, step);
    }

    /**
     * Whether a run of transfers goes on after this answer. If not, its step is repeated, or the command has failed.
     */
    boolean proceeds(Reply reply, boolean accessPort, boolean read, Runnable step) {
        return switch (reply.ack()) {
            case OK -> {
                tries = 0;
                if (read && !reply.parityHolds()) {
                    failed.accept(accessPort ? Status.AP_PARITY : Status.DP_PARITY);
                    yield false;
                }
                yield true;
            }
            case WAIT -> {
                if (tries++ < retries) {
                    next(step);
                } else {
                    tries = 0;
                    failed.accept(accessPort ? Status.AP_WAIT : Status.DP_WAIT);
                }
                yield false;
            }
            case FAULT -> {
                failed.accept(accessPort ? Status.AP_FAULT : Status.DP_FAULT);
                yield false;
            }
            case NONE -> {
                failed.accept(accessPort ? Status.AP_ERROR : Status.DP_ERROR);
                yield false;
            }
        };
    }

    private void make(boolean accessPort, boolean read, int address, int value, IntConsumer then) {
        next(new Runnable() {
            @Override public void run() {
                Reply reply = transfer(accessPort, read, address & Dap.ADDRESS_BITS, value);
                if (proceeds(reply, accessPort, read, this)) {
                    then.accept(reply.data());
                }
            }
        });
    }
}
