package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A trace component so far as tools set it up: its registers keep what is written, some have a value of their own, nothing
 * is traced. Without DEMCR.TRCENA it has no clock and reads as zero.
 */
final class TraceUnit implements PrivateDevice {

    static final int INSTRUMENTATION_BASE = 0xE000_0000;
    static final int TRACE_PORT_BASE = 0xE004_0000;
    static final int INSTRUCTION_TRACE_BASE = 0xE004_1000;
    static final int LENGTH = 0x1000;

    private static final int WORDS = LENGTH / 4;

    private final Identification identification;
    private final BooleanSupplier clocked;
    private final Map<Integer, Integer> fixed;
    private final Map<Integer, Integer> kept = new HashMap<>();

    private TraceUnit(Identification identification, BooleanSupplier clocked, Map<Integer, Integer> fixed) {
        this.identification = identification;
        this.clocked = clocked;
        this.fixed = fixed;
    }

    /** ITM: every stimulus port is ready to take a word, which then goes nowhere. DDI 0403 Rev E §C1.7. */
    static TraceUnit instrumentation(BooleanSupplier clocked) {
        var ready = new HashMap<Integer, Integer>();
        for (int port = 0; port < 32; port++) {
            ready.put(4 * port, 1);
        }
        return new TraceUnit(Identification.INSTRUMENTATION, clocked, ready);
    }

    /** TPIU: widths of one, two and four pins, asynchronous output. DDI 0439 Rev D §11. */
    static TraceUnit tracePort(BooleanSupplier clocked) {
        return new TraceUnit(Identification.TRACE_PORT, clocked, Map.of(0x000, 0xB, 0x300, 8, 0xFC8, 0xCA1));
    }

    /** ETM: what it is, and that it is powered down. */
    static TraceUnit instructionTrace(BooleanSupplier clocked) {
        return new TraceUnit(Identification.INSTRUCTION_TRACE, clocked, Map.of());
    }

    void powerOn() {
        kept.clear();
    }

    @Override public int read(int offset) {
        if (!clocked.getAsBoolean()) {
            return 0;
        }
        if (fixed.containsKey(offset)) {
            return fixed.get(offset);
        }
        return offset >= Identification.FIRST ? identification.at(offset) : kept.getOrDefault(offset, 0);
    }

    @Override public void write(int offset, int value, int lanes) {
        boolean writable = offset < Identification.FIRST && !fixed.containsKey(offset);
        if (clocked.getAsBoolean() && writable && kept.size() < WORDS) {
            kept.put(offset, kept.getOrDefault(offset, 0) & ~lanes | value & lanes);
        }
    }
}
