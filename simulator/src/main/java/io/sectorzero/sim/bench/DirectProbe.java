package io.sectorzero.sim.bench;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.time.Deadline;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A debug probe without a computer's bus in front of it: its transfers go straight to the board's debug connector, each in
 * the time its clocks take. It repeats what is answered with WAIT until the deadline.
 */
final class DirectProbe implements DebugProbe {

    private static final int ABORT = 0x0;
    private static final int CTRL_STAT = 0x4;
    private static final int SELECT = 0x8;
    private static final int RDBUFF = 0xC;
    private static final int CLEAR_ERRORS = 0x1E;
    private static final int POWER_UP = 0x5000_0000;

    private static final int CSW = 0x0;
    private static final int TAR = 0x4;
    private static final int DRW = 0xC;
    /** Privileged data access of a debugger, the address moving on after each. */
    private static final int ONE_AFTER_THE_OTHER = 0x2300_0010;
    /** Up to here the address moves on by itself, wherever the port's maker stopped. Arm IHI 0031. */
    private static final int BLOCK_BYTES = 1024;

    private final Board board;
    private final DirectWire wire;
    private Optional<DapFailure> lastFailure = Optional.empty();
    private boolean connected;
    private boolean pullsReset;

    DirectProbe(Board board) {
        this.board = board;
        wire = new DirectWire(board);
    }

    @Override public String name() {
        return "direct probe";
    }

    @Override public Optional<DapFailure> lastFailure() {
        return lastFailure;
    }

    @Override public void attach(Attach how, Deadline deadline) {
        connected(true);
        if (how == Attach.UNDER_RESET) {
            reset(true, deadline);
        }
        tried(Optional.empty(), () -> {
            wire.connect(deadline);
            wire.write(false, ABORT, CLEAR_ERRORS, deadline);
            wire.write(false, SELECT, 0, deadline);
            wire.write(false, CTRL_STAT, POWER_UP, deadline);
            return 0;
        });
    }

    @Override public int readDap(DapRegister register, Deadline deadline) {
        return tried(Optional.empty(), () -> {
            boolean accessPort = select(register, deadline);
            int answer = wire.read(accessPort, register.address() & 0xC, deadline);
            return accessPort ? wire.read(false, RDBUFF, deadline) : answer;
        });
    }

    @Override public void writeDap(DapRegister register, int value, Deadline deadline) {
        tried(Optional.empty(), () -> {
            boolean accessPort = select(register, deadline);
            wire.write(accessPort, register.address() & 0xC, value, deadline);
            return accessPort ? wire.read(false, RDBUFF, deadline) : 0;
        });
    }

    // DPIDR and ABORT are reached whatever is selected, and must be when nothing can be.
    private boolean select(DapRegister register, Deadline deadline) {
        boolean accessPort = register.port() != DapRegister.DEBUG_PORT;
        if (accessPort) {
            wire.write(false, SELECT, register.port() << 24 | register.address() & 0xF0, deadline);
        } else if ((register.address() & 0xF) == CTRL_STAT) {
            wire.write(false, SELECT, register.address() >>> 4, deadline);
        }
        return accessPort;
    }

    @Override public Bytes readMemory(Address from, int length, Width width, Deadline deadline) {
        requireAligned(from, length, width);
        byte[] all = new byte[length];
        for (int at = 0; at < length; at += blockAt(from.plus(at), length - at)) {
            int start = at;
            int count = blockAt(from.plus(at), length - at);
            tried(Optional.of(from.plus(at)), () -> readBlock(from.plus(start), all, start, count, width, deadline));
        }
        return Bytes.copyOf(all);
    }

    // The data of an access come with the next one.
    private int readBlock(Address from, byte[] into, int at, int count, Width width, Deadline deadline) {
        begin(from, width, deadline);
        wire.read(true, DRW, deadline);
        for (int done = 0; done < count; done += width.bytes()) {
            boolean last = done + width.bytes() == count;
            int word = wire.read(!last, last ? RDBUFF : DRW, deadline);
            for (int k = 0; k < width.bytes(); k++) {
                into[at + done + k] = (byte) (word >>> 8 * (from.raw() + done + k & 3));
            }
        }
        return count;
    }

    @Override public void writeMemory(Address to, Bytes data, Width width, Deadline deadline) {
        requireAligned(to, data.length(), width);
        for (int at = 0; at < data.length(); at += blockAt(to.plus(at), data.length() - at)) {
            int start = at;
            int count = blockAt(to.plus(at), data.length() - at);
            tried(Optional.of(to.plus(at)), () -> writeBlock(to.plus(start), data.slice(start, start + count), width, deadline));
        }
    }

    private int writeBlock(Address to, Bytes data, Width width, Deadline deadline) {
        begin(to, width, deadline);
        for (int done = 0; done < data.length(); done += width.bytes()) {
            int word = 0;
            for (int k = 0; k < width.bytes(); k++) {
                word |= data.at(done + k) << 8 * (to.raw() + done + k & 3);
            }
            wire.write(true, DRW, word, deadline);
        }
        return wire.read(false, RDBUFF, deadline);
    }

    private void begin(Address at, Width width, Deadline deadline) {
        wire.write(false, SELECT, 0, deadline);
        wire.write(true, CSW, ONE_AFTER_THE_OTHER | width.ordinal(), deadline);
        wire.write(true, TAR, at.raw(), deadline);
    }

    private static int blockAt(Address at, int left) {
        return Math.min(left, BLOCK_BYTES - (at.raw() & BLOCK_BYTES - 1));
    }

    private static void requireAligned(Address at, int length, Width width) {
        if (!at.isAlignedTo(width.bytes()) || length % width.bytes() != 0) {
            throw new IllegalArgumentException("%d bytes at %s by %s".formatted(length, at, width));
        }
    }

    @Override public void reset(boolean low, Deadline deadline) {
        pull(low);
    }

    private void pull(boolean low) {
        if (low != pullsReset) {
            pullsReset = low;
            board.probeReset(low);
        }
    }

    @Override public OptionalDouble senseVolts(Deadline deadline) {
        return OptionalDouble.of(board.volts());
    }

    @Override public OptionalInt clock(int kilohertz, Deadline deadline) {
        wire.clock(kilohertz * 1000L);
        return OptionalInt.of(kilohertz);
    }

    @Override public void close() {
        pull(false);
        connected(false);
    }

    private void connected(boolean now) {
        if (now != connected) {
            connected = now;
            board.probeConnected(now);
        }
    }

    private interface Transfers {
        int run();
    }

    private int tried(Optional<Address> block, Transfers transfers) {
        lastFailure = Optional.empty();
        try {
            return transfers.run();
        } catch (DirectWire.NoAnswer failed) {
            Optional<Address> at = block.map(start -> failed.kind() == Kind.FAULT ? whereItStands(start) : start);
            lastFailure = Optional.of(new DapFailure(failed.kind(), at, failed.getMessage()));
            throw told(lastFailure.get());
        } finally {
            if (lastFailure.isPresent()) {
                wire.clearErrors();
            }
        }
    }

    // An access that was refused does not move the address on.
    private Address whereItStands(Address otherwise) {
        return wire.clearErrors() ? wire.addressRegister().map(Address::new).orElse(otherwise) : otherwise;
    }

    private static SectorZeroException told(DapFailure failure) {
        String where = failure.at().map(Address::toString).map(" at "::concat).orElse("");
        return switch (failure.kind()) {
            case FAULT, PROBE -> new TargetRefused(Diagnosis.of("The chip refused an access%s", where)
                    .because("the debug port answers %s", failure.code()));
            case WAIT -> new TargetSilent(Diagnosis.of("The chip's bus was not ready for an access%s", where)
                    .because("the debug port answers %s", failure.code()).leaves(BoardState.UNKNOWN));
            case DAMAGED -> new TargetSilent(Diagnosis.of("The chip's answer came damaged%s", where)
                    .because("%s", failure.code()).leaves(BoardState.UNKNOWN));
            case SILENT -> new TargetSilent(Diagnosis.of("No chip answers on the debug port").because("%s", failure.code()));
        };
    }
}
