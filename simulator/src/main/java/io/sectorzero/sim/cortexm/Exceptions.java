package io.sectorzero.sim.cortexm;

import java.util.BitSet;

/**
 * Which exceptions are enabled, pending and active, and which of them comes next. DDI 0403 Rev E §B1.5.4 "Exception
 * priorities and preemption", §B3.4 for the interrupt controller.
 */
final class Exceptions {

    static final int RESET = 1;
    static final int NMI = 2;
    static final int HARD_FAULT = 3;
    static final int MEM_MANAGE = 4;
    static final int BUS_FAULT = 5;
    static final int USAGE_FAULT = 6;
    static final int SV_CALL = 11;
    static final int DEBUG_MONITOR = 12;
    static final int PEND_SV = 14;
    static final int SYS_TICK = 15;
    /** Exception number of the first interrupt line. */
    static final int FIRST_LINE = 16;

    static final int NMI_PRIORITY = -2;
    static final int HARD_FAULT_PRIORITY = -1;
    /** Below every priority that can be configured: nothing is active. */
    static final int THREAD_PRIORITY = 256;

    private final Core core;
    private final int count;
    private final int priorityBits;
    private final BitSet enabled = new BitSet();
    private final BitSet pending = new BitSet();
    private final BitSet active = new BitSet();
    /** Interrupt lines held high by their peripherals. */
    private final BitSet lines = new BitSet();
    private final int[] priority;
    private int priorityGrouping;

    Exceptions(Core core, CoreSettings settings) {
        this.core = core;
        count = FIRST_LINE + settings.interrupts();
        priorityBits = 0xFF << 8 - settings.priorityBits() & 0xFF;
        priority = new int[count];
        reset();
    }

    /** Lines stay as the peripherals drive them. */
    void reset() {
        enabled.clear();
        enabled.set(0, FIRST_LINE);
        enabled.clear(MEM_MANAGE, USAGE_FAULT + 1);
        pending.clear();
        active.clear();
        java.util.Arrays.fill(priority, 0);
        priority[RESET] = -3;
        priority[NMI] = NMI_PRIORITY;
        priority[HARD_FAULT] = HARD_FAULT_PRIORITY;
        priorityGrouping = 0;
        pending.or(lines);
    }

    // --- what registers and peripherals do ------------------------------------------------------------------------------

    int count() {
        return count;
    }

    int implementedPriorityBits() {
        return priorityBits;
    }

    void enable(int number, boolean on) {
        enabled.set(number, on);
        core.attend();
    }

    boolean isEnabled(int number) {
        return enabled.get(number);
    }

    void pend(int number) {
        if (core.control().pendingIsAnEvent() && number >= FIRST_LINE && !pending.get(number)) {
            core.event();
        }
        pending.set(number);
        core.attend();
    }

    /** A line that is still high pends again at once unless it is being served. §B3.4.1. */
    void unpend(int number) {
        pending.set(number, lines.get(number) && !active.get(number));
        core.attend();
    }

    boolean isPending(int number) {
        return pending.get(number);
    }

    /** Software may set and clear what is active through SHCSR. */
    void activate(int number, boolean on) {
        active.set(number, on);
        core.attend();
    }

    boolean isActive(int number) {
        return active.get(number);
    }

    void clearActive() {
        active.clear();
        core.attend();
    }

    int activeCount() {
        return active.cardinality();
    }

    /** A peripheral drives its interrupt line. */
    void line(int number, boolean high) {
        if (high && !lines.get(number)) {
            pend(number);
        }
        lines.set(number, high);
    }

    void priority(int number, int value) {
        priority[number] = value & priorityBits;
        core.attend();
    }

    int priority(int number) {
        return priority[number];
    }

    void priorityGrouping(int value) {
        priorityGrouping = value;
        core.attend();
    }

    int priorityGrouping() {
        return priorityGrouping;
    }

    // --- what follows from it ---------------------------------------------------------------------------------------------

    /** The part of a priority that decides about preemption. */
    private int group(int value) {
        return value < 0 ? value : value & -1 << priorityGrouping + 1;
    }

    /** §B1.5.4 ExecutionPriority(): of what is active, or boosted by the mask registers. Smaller is more urgent. */
    int executionPriority() {
        int urgent = activePriority();
        if (core.basepri != 0) {
            urgent = Math.min(urgent, group(core.basepri));
        }
        if (core.primask != 0) {
            urgent = Math.min(urgent, 0);
        }
        return core.faultmask == 0 ? urgent : Math.min(urgent, HARD_FAULT_PRIORITY);
    }

    private int activePriority() {
        int urgent = THREAD_PRIORITY;
        for (int k = active.nextSetBit(0); k >= 0; k = active.nextSetBit(k + 1)) {
            urgent = Math.min(urgent, priority[k]);
        }
        return urgent == THREAD_PRIORITY ? urgent : group(urgent);
    }

    /** Whether an exception would interrupt what is going on now. */
    boolean preempts(int number) {
        return group(priority[number]) < executionPriority();
    }

    /** The most urgent pending exception that would be taken now; 0 when there is none. */
    int next() {
        int best = mostUrgentPending();
        return best != 0 && preempts(best) ? best : 0;
    }

    /** The most urgent of what is pending and enabled, whether or not it would be taken; 0 when there is none. */
    int mostUrgentPending() {
        int best = 0;
        for (int k = pending.nextSetBit(0); k >= 0; k = pending.nextSetBit(k + 1)) {
            if (enabled.get(k) && (best == 0 || priority[k] < priority[best]) && !core.debug().masks(k)) {
                best = k;
            }
        }
        return best;
    }

    /** Whether any interrupt line pends, enabled or not: ICSR.ISRPENDING. */
    boolean isLinePending() {
        return pending.nextSetBit(FIRST_LINE) >= 0;
    }

    /** What ends WFI: an exception that would be taken if PRIMASK were clear. §B1.5.19. */
    boolean wakes() {
        int best = mostUrgentPending();
        if (best == 0) {
            return false;
        }
        int primask = core.primask;
        core.primask = 0;
        boolean wakes = preempts(best);
        core.primask = primask;
        return wakes;
    }

    void taken(int number) {
        pending.clear(number);
        active.set(number);
    }

    /** §B1.5.8 DeActivate(). A line that is still high pends again. */
    void finished(int number) {
        active.clear(number);
        if (number < count && lines.get(number)) {
            pending.set(number);
        }
        core.attend();
    }
}
