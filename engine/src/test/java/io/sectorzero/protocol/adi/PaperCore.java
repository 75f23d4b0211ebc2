package io.sectorzero.protocol.adi;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A core on paper: the debug registers as DDI 0403 Rev E §C1.6 has them and a memory that takes everything. Running it does
 * nothing but count, and every access takes a millisecond.
 */
final class PaperCore implements DebugProbe, TimeSource {

    final List<String> written = new ArrayList<>();
    final Map<Integer, Integer> registers = new TreeMap<>();
    final Map<Long, Integer> memory = new TreeMap<>();
    long now;
    int haltsLate;
    int resetAnswersLate;
    boolean resetWired = true;
    boolean running = true;
    int demcr;
    int steps;

    private int dhcsr;
    private int dcrdr;
    private int unanswered;
    private boolean wasReset = true;

    @Override public long nanos() {
        return now;
    }

    @Override public void pass(Duration duration) {
        now += duration.toNanos();
    }

    @Override public String name() {
        return "paper";
    }

    @Override public void attach(Attach how, Deadline deadline) {
        written.add("attach " + how);
    }

    @Override public int readDap(DapRegister register, Deadline deadline) {
        return register.equals(DebugPort.DPIDR) ? 0x2BA0_1477 : 0;
    }

    @Override public void writeDap(DapRegister register, int value, Deadline deadline) {
        written.add("%s %08X".formatted(register, value));
    }

    @Override public Optional<DapFailure> lastFailure() {
        return Optional.empty();
    }

    @Override public Bytes readMemory(Address from, int length, Width width, Deadline deadline) {
        now += 1_000_000;
        if (unanswered > 0 && unanswered-- > 0) {
            throw new TargetRefused(Diagnosis.of("in reset"));
        }
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            long at = from.plus(i).unsigned();
            int word = i % 4 == 0 && from.unsigned() % 4 == 0 ? word(at) : 0;
            if (isDebug(at)) {
                for (int b = 0; b < 4 && i % 4 == 0; b++) {
                    all[i + b] = (byte) (word >>> 8 * b);
                }
            } else {
                all[i] = memory.getOrDefault(at, 0).byteValue();
            }
        }
        return Bytes.copyOf(all);
    }

    @Override public void writeMemory(Address to, Bytes data, Width width, Deadline deadline) {
        now += 1_000_000;
        if (isDebug(to.unsigned())) {
            write(to.raw(), data.u32(0));
            return;
        }
        written.add("%s %s %s".formatted(width, to, data));
        for (int i = 0; i < data.length(); i++) {
            memory.put(to.plus(i).unsigned(), data.at(i));
        }
    }

    @Override public void close() {
        written.add("closed");
    }

    private static boolean isDebug(long at) {
        return at >= 0xE000_ED00L && at < 0xE000_EE00L;
    }

    private int word(long at) {
        return switch ((int) at) {
            case 0xE000EDF0 -> status();
            case 0xE000EDF8 -> dcrdr;
            case 0xE000EDFC -> demcr;
            default -> 0;
        };
    }

    private int status() {
        if (running && (dhcsr & 3) == 3 && haltsLate-- <= 0) {
            running = false;
        }
        int status = dhcsr | 1 << 16 | (running ? 0 : 1 << 17) | (wasReset ? 1 << 25 : 0);
        wasReset = false;
        return status;
    }

    private void write(int at, int value) {
        switch (at) {
            case 0xE000EDF0 -> control(value);
            case 0xE000EDF4 -> register(value);
            case 0xE000EDF8 -> dcrdr = value;
            case 0xE000EDFC -> demcr = value;
            case 0xE000ED0C -> reset(value);
            default -> throw new AssertionError("%08X is not on this paper".formatted(at));
        }
    }

    private void control(int value) {
        if (value >>> 16 != 0xA05F) {
            throw new AssertionError("DHCSR without its key: %08X".formatted(value));
        }
        boolean masksChange = (value & 8) != (dhcsr & 8);
        if (masksChange && running && (value & 1) == 1) {
            throw new AssertionError("C_MASKINTS changes while the core runs");
        }
        dhcsr = value & 0xF;
        if ((dhcsr & 1) == 0 || (dhcsr & 2) == 0) {
            running = (dhcsr & 4) == 0;
            steps += (dhcsr & 4) == 0 ? 0 : 1;
        }
    }

    private void register(int selection) {
        if (running) {
            throw new AssertionError("a register of a running core");
        }
        if ((selection & 1 << 16) != 0) {
            registers.put(selection & 0x7F, dcrdr);
        } else {
            dcrdr = registers.getOrDefault(selection & 0x7F, 0);
        }
    }

    private void reset(int value) {
        if (value != 0x05FA0004) {
            throw new AssertionError("AIRCR %08X".formatted(value));
        }
        if (resetWired) {
            wasReset = true;
            unanswered = resetAnswersLate;
            running = (demcr & 1) == 0;
            registers.clear();
        }
    }
}
