package io.sectorzero.protocol.adi;

import static io.sectorzero.protocol.adi.CoreDebug.AIRCR;
import static io.sectorzero.protocol.adi.CoreDebug.C_DEBUGEN;
import static io.sectorzero.protocol.adi.CoreDebug.C_HALT;
import static io.sectorzero.protocol.adi.CoreDebug.C_MASKINTS;
import static io.sectorzero.protocol.adi.CoreDebug.C_STEP;
import static io.sectorzero.protocol.adi.CoreDebug.DBGKEY;
import static io.sectorzero.protocol.adi.CoreDebug.DCRDR;
import static io.sectorzero.protocol.adi.CoreDebug.DCRSR;
import static io.sectorzero.protocol.adi.CoreDebug.DEMCR;
import static io.sectorzero.protocol.adi.CoreDebug.DHCSR;
import static io.sectorzero.protocol.adi.CoreDebug.REGWNR;
import static io.sectorzero.protocol.adi.CoreDebug.SYSRESETREQ;
import static io.sectorzero.protocol.adi.CoreDebug.S_HALT;
import static io.sectorzero.protocol.adi.CoreDebug.S_REGRDY;
import static io.sectorzero.protocol.adi.CoreDebug.S_RESET_ST;
import static io.sectorzero.protocol.adi.CoreDebug.VC_CORERESET;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * The core at the far end of any {@link DebugProbe}: its memory, its registers, running and halting. Registers go through
 * DCRSR and DCRDR, so nothing is asked of the probe but memory. Reading the core's status clears its sticky reset flag; what
 * was seen of it is kept until {@link #wasReset()} asks.
 */
public final class TargetCore {

    /** One access, with what a probe repeats by itself. */
    private static final Duration ACCESS = Duration.ofSeconds(1);

    // probe-rs gives a register 100 ms, and a core 100 ms to halt; a core behind a stalled bus takes as long as that lasts.
    private static final Duration REGISTER = Duration.ofMillis(100);
    private static final Duration HALT = Duration.ofMillis(500);

    // probe-rs waits 600 ms for the end of a reset; a capacitor at NRST may hold it for some milliseconds.
    private static final Duration RESET = Duration.ofMillis(600);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final DebugProbe probe;
    private final TimeSource time;
    private boolean resetSeen;

    public TargetCore(DebugProbe probe, TimeSource time) {
        this.probe = probe;
        this.time = time;
    }

    /** What a single access is given, from now on. */
    public static Deadline patience(TimeSource time) {
        return Deadline.in(ACCESS, time);
    }

    public DebugProbe probe() {
        return probe;
    }

    public TimeSource time() {
        return time;
    }

    public int read32(Address from) {
        return read(from, Width.WORD.bytes(), Width.WORD).u32(0);
    }

    public void write32(Address to, int value) {
        write(to, word(value), Width.WORD);
    }

    public int read16(Address from) {
        return read(from, Width.HALF_WORD.bytes(), Width.HALF_WORD).u16(0);
    }

    public void write16(Address to, int value) {
        write(to, Bytes.of(value & 0xFF, value >>> 8 & 0xFF), Width.HALF_WORD);
    }

    public int read8(Address from) {
        return read(from, 1, Width.BYTE).at(0);
    }

    public void write8(Address to, int value) {
        write(to, Bytes.of(value & 0xFF), Width.BYTE);
    }

    /** Whole words and a part of them: for memory, where reading more than was asked for does no harm. */
    public Bytes read(Address from, int length) {
        Address start = Address.of(from.unsigned() / 4 * 4);
        int skipped = (int) from.minus(start);
        int words = (skipped + length + 3) / 4 * 4;
        return length == 0 ? Bytes.NONE : read(start, words, Width.WORD).slice(skipped, skipped + length);
    }

    /** By words where they are whole, by bytes at the ends. */
    public void write(Address to, Bytes data) {
        int head = (int) Math.min(data.length(), (4 - to.unsigned() % 4) % 4);
        int whole = (data.length() - head) / 4 * 4;
        writePart(to, data.slice(0, head), Width.BYTE);
        writePart(to.plus(head), data.slice(head, head + whole), Width.WORD);
        writePart(to.plus(head + whole), data.slice(head + whole, data.length()), Width.BYTE);
    }

    public Bytes read(Address from, int length, Width width) {
        return probe.readMemory(from, length, width, patience(time));
    }

    public void write(Address to, Bytes data, Width width) {
        probe.writeMemory(to, data, width, patience(time));
    }

    private void writePart(Address to, Bytes data, Width width) {
        if (!data.isEmpty()) {
            write(to, data, width);
        }
    }

    /** DHCSR. Clears S_RESET_ST and S_RETIRE_ST. */
    public int status() {
        int status = read32(DHCSR);
        resetSeen |= (status & S_RESET_ST) != 0;
        return status;
    }

    /** Whether the core was seen to have been reset since this was asked last. */
    public boolean wasReset() {
        status();
        boolean seen = resetSeen;
        resetSeen = false;
        return seen;
    }

    public boolean isHalted() {
        return (status() & S_HALT) != 0;
    }

    /** @throws TargetSilent when the core goes on: its bus is stalled, or it is held in reset */
    public void halt() {
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_HALT);
        if (!awaitHalt(HALT)) {
            throw new TargetSilent(Diagnosis.of("The core does not halt").because("DHCSR reads %08X %d ms after it was told to",
                    status(), HALT.toMillis()));
        }
    }

    /** Lets a halted core run, with its interrupts. */
    public void resume() {
        write32(DHCSR, DBGKEY | C_DEBUGEN);
    }

    /** Lets a halted core run and take no interrupt. C_MASKINTS may change only while it is halted. DDI 0403 Rev E §C1.6.2. */
    public void resumeMasked() {
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_HALT | C_MASKINTS);
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_MASKINTS);
    }

    /** One instruction, without interrupts. */
    public void step() {
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_HALT | C_MASKINTS);
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_STEP | C_MASKINTS);
        if (!awaitHalt(HALT)) {
            throw new TargetSilent(Diagnosis.of("The core does not come to the end of one instruction"));
        }
        write32(DHCSR, DBGKEY | C_DEBUGEN | C_HALT);
    }

    /** False when the core was still running at the end of patience. */
    public boolean awaitHalt(Duration patience) {
        var deadline = Deadline.in(patience, time);
        while (!isHalted()) {
            if (deadline.passed()) {
                return false;
            }
            time.pass(LOOK);
        }
        return true;
    }

    /** Of a halted core. */
    public int register(CoreRegister which) {
        write32(DCRSR, which.selector());
        awaitRegister(which);
        return read32(DCRDR);
    }

    /** Of a halted core. */
    public void register(CoreRegister which, int value) {
        write32(DCRDR, value);
        write32(DCRSR, which.selector() | REGWNR);
        awaitRegister(which);
    }

    private void awaitRegister(CoreRegister which) {
        var deadline = Deadline.in(REGISTER, time);
        while ((status() & S_REGRDY) == 0) {
            if (deadline.passed()) {
                throw new TargetSilent(Diagnosis.of("The core does not give access to its register %s", which)
                        .because("DHCSR reads %08X", status()));
            }
            time.pass(LOOK);
        }
    }

    /**
     * Resets the chip and halts the core before its first instruction: watchdogs, DMA, MPU and clocks are then as after reset.
     * Sticky state of the debug port and DEMCR outlive this reset; DDI 0403 Rev E §C1.6.5.
     */
    public void resetHalt() {
        int monitor = read32(DEMCR);
        if ((status() & C_DEBUGEN) == 0) {
            write32(DHCSR, DBGKEY | C_DEBUGEN);
        }
        // A core that is halted stays so: what it would do until the reset comes may take the debug pins away.
        write32(DEMCR, monitor | VC_CORERESET);
        requestReset();
        boolean halted = awaitAfterReset();
        write32(DEMCR, monitor & ~VC_CORERESET);
        if (!halted) {
            throw new TargetSilent(Diagnosis.of("The core does not halt at its reset vector")
                    .because("DHCSR reads %08X %d ms after the reset", status(), RESET.toMillis()));
        }
    }

    /** While NRST is held low: the core will halt before its first instruction when it is let go. */
    public void catchReset() {
        write32(DHCSR, DBGKEY | C_DEBUGEN);
        write32(DEMCR, read32(DEMCR) | VC_CORERESET);
    }

    /** After NRST was let go: whether the core has halted. The catch is over then. */
    public boolean awaitCaughtReset(Duration patience) {
        var deadline = Deadline.in(patience, time);
        boolean halted = false;
        while (!halted && !deadline.passed()) {
            halted = statusDuringReset().filter(status -> (status & S_HALT) != 0).isPresent();
            time.pass(LOOK);
        }
        if (!halted) {
            write32(DHCSR, DBGKEY | C_DEBUGEN | C_HALT);
            halted = awaitHalt(HALT);
        }
        write32(DEMCR, read32(DEMCR) & ~VC_CORERESET);
        return halted;
    }

    /**
     * Resets the chip and lets it run, as after power-on. A core that is halted stays so until the reset, which ends the halt: a program
     * that rewrites its option bytes first of all would be cut short in the middle of that. DDI 0403 Rev E §C1.6.2.
     */
    public void resetRun() {
        write32(DEMCR, read32(DEMCR) & ~VC_CORERESET);
        write32(DHCSR, DBGKEY | C_DEBUGEN | (isHalted() ? C_HALT : 0));
        requestReset();
        awaitResetDone();
    }

    /** Makes the core forget the debugger; it runs on if it was halted. */
    public void release() {
        write32(DHCSR, DBGKEY);
    }

    private void requestReset() {
        wasReset();
        try {
            write32(AIRCR, SYSRESETREQ);
        } catch (TargetRefused | TargetSilent cutOff) {
            // The reset may come before the access has ended. Whether it came, the core's own flag tells.
            time.pass(LOOK);
        }
    }

    private boolean awaitAfterReset() {
        var deadline = Deadline.in(RESET, time);
        while (!deadline.passed()) {
            if (statusDuringReset().filter(status -> (status & S_HALT) != 0 && resetSeen).isPresent()) {
                return true;
            }
            time.pass(LOOK);
        }
        return false;
    }

    private void awaitResetDone() {
        var deadline = Deadline.in(RESET, time);
        while (statusDuringReset().filter(status -> (status & S_RESET_ST) == 0 && resetSeen).isEmpty()) {
            if (deadline.passed()) {
                throw new TargetSilent(Diagnosis.of("The chip does not reset").because("S_RESET_ST did not come and go within %d ms after SYSRESETREQ",
                        RESET.toMillis()));
            }
            time.pass(LOOK);
        }
    }

    /** Empty while the chip does not answer, as it may while it is in reset. */
    private Optional<Integer> statusDuringReset() {
        try {
            return Optional.of(status());
        } catch (TargetRefused | TargetSilent away) {
            return Optional.empty();
        }
    }

    /** How the last access failed; empty when it did not. */
    public Optional<DapFailure> lastFailure() {
        return probe.lastFailure();
    }

    private static Bytes word(int value) {
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF, value >>> 16 & 0xFF, value >>> 24);
    }
}
