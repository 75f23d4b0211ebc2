package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.cortexm.CoreControl;
import io.sectorzero.sim.cortexm.DebugUnit;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;

/**
 * The debug half of one core: what it asks when it runs, and the registers on its private bus. It is there whether or not
 * a debugger is, because software reaches the same registers. DDI 0403 Rev E §C1.
 */
final class DebugLogic implements DebugUnit {

    private static final int NOCP = 1 << 19;
    private static final int UNALIGNED_OR_DIVISION = 1 << 24 | 1 << 25;
    /** MUNSTKERR, MSTKERR, UNSTKERR, STKERR: entry or return itself failed. */
    private static final int ENTRY_OR_RETURN = 1 << 3 | 1 << 4 | 1 << 11 | 1 << 12;
    private static final int RESET = 1;

    /** The chip around the core. */
    interface Surroundings {

        boolean isInReset();

        void halted(boolean yes);

        void unmodelled(String what);

        RomTable romTable();
    }

    private final CoreControl control;
    private final DebugFaults faults = new DebugFaults();
    private final CoreDebug debug;
    private final Breakpoints breakpoints;
    private final Watchpoints watchpoints;
    private final TraceUnit[] traces;

    DebugLogic(Core core, Surroundings surroundings) {
        control = core.debugger(this);
        debug = new CoreDebug(control, faults, ties(core, surroundings));
        breakpoints = new Breakpoints(control::breakpointsChanged,
                () -> surroundings.unmodelled("FPB: code or a literal is to be replaced by a word in SRAM"));
        watchpoints = new Watchpoints(new Watchpoints.Ties(debug::traces, core::cycles, control::pc,
                control::breakpointsChanged, control::watchData, () -> debug.event(DebugFaults.DWTTRAP)));
        traces = new TraceUnit[] {TraceUnit.instrumentation(debug::traces), TraceUnit.tracePort(debug::traces),
            TraceUnit.instructionTrace(debug::traces)};
        attachTo(core, surroundings.romTable());
        powerOn();
    }

    private CoreDebug.Surroundings ties(Core core, Surroundings surroundings) {
        return new CoreDebug.Surroundings() {

            @Override public boolean isInReset() {
                return surroundings.isInReset();
            }

            @Override public void halted(boolean yes) {
                surroundings.halted(yes);
            }

            @Override public void traceClockChanged() {
                watchpoints.changed();
            }

            @Override public long cycles() {
                return core.cycles();
            }
        };
    }

    private void attachTo(Core core, RomTable table) {
        core.attachPrivate(CoreDebug.BASE, CoreDebug.LENGTH, debug);
        core.attachPrivate(DebugFaults.ADDRESS, DebugFaults.LENGTH, faults);
        core.attachPrivate(SystemIdentification.BASE, SystemIdentification.LENGTH, new SystemIdentification());
        core.attachPrivate(Breakpoints.BASE, Breakpoints.LENGTH, breakpoints);
        core.attachPrivate(Watchpoints.BASE, Watchpoints.LENGTH, watchpoints);
        core.attachPrivate(TraceUnit.INSTRUMENTATION_BASE, TraceUnit.LENGTH, traces[0]);
        core.attachPrivate(TraceUnit.TRACE_PORT_BASE, TraceUnit.LENGTH, traces[1]);
        core.attachPrivate(TraceUnit.INSTRUCTION_TRACE_BASE, TraceUnit.LENGTH, traces[2]);
        core.attachPrivate(RomTable.BASE, RomTable.LENGTH, table);
    }

    void powerOn() {
        debug.powerOn();
        breakpoints.powerOn();
        watchpoints.powerOn();
        for (TraceUnit trace : traces) {
            trace.powerOn();
        }
    }

    /** A reset of the chip, which its debug logic outlives. */
    void reset() {
        debug.reset();
    }

    // --- the private bus, for the access port -----------------------------------------------------------------------------

    int read(int address, BusWidth width) {
        debug.debuggerActs(true);
        try {
            return (int) granted(control.read(address, width), address);
        } finally {
            debug.debuggerActs(false);
        }
    }

    void write(int address, int value, BusWidth width) {
        debug.debuggerActs(true);
        try {
            granted(control.write(address, value, width), address);
        } finally {
            debug.debuggerActs(false);
        }
    }

    private static long granted(long answer, int address) {
        if (answer < 0) {
            throw new BusFault("0x%08X: nobody answers on the private bus", address);
        }
        return answer;
    }

    // --- what the core asks ---------------------------------------------------------------------------------------------

    @Override public boolean breaksAt(int address) {
        return breakpoints.breaksAt(address) || watchpoints.breaksAt(address);
    }

    @Override public boolean breakpoint() {
        int address = control.pc();
        boolean byWatchpoint = watchpoints.breaksAt(address) && !breakpoints.breaksAt(address);
        if (byWatchpoint) {
            watchpoints.reached(address);
        }
        return debug.event(byWatchpoint ? DebugFaults.DWTTRAP : DebugFaults.BKPT);
    }

    @Override public boolean catches(int exception) {
        if (exception == RESET) {
            debug.reset();
        }
        boolean caught = debug.catches(flagsOf(exception));
        if (caught) {
            debug.event(DebugFaults.VCATCH);
        }
        return caught;
    }

    /** The bits of DEMCR that stop at this exception, by what has led to it. DDI 0403 Rev E §C1.6.5. */
    private int flagsOf(int exception) {
        int status = control.configurableFaultStatus();
        int entry = (status & ENTRY_OR_RETURN) != 0 ? CoreDebug.VC_INTERR : 0;
        return switch (exception) {
            case RESET -> CoreDebug.VC_CORERESET;
            case 3 -> CoreDebug.VC_HARDERR | entry;
            case 4 -> CoreDebug.VC_MMERR | entry;
            case 5 -> CoreDebug.VC_BUSERR | entry;
            case 6 -> (status & NOCP) != 0 ? CoreDebug.VC_NOCPERR
                    : (status & UNALIGNED_OR_DIVISION) != 0 ? CoreDebug.VC_CHKERR : CoreDebug.VC_STATERR;
            default -> 0;
        };
    }

    @Override public void access(int address, int bytes, boolean writing, int value) {
        watchpoints.access(address, bytes, writing, value);
    }
}
