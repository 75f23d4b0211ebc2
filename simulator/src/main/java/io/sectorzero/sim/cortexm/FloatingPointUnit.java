package io.sectorzero.sim.cortexm;

/**
 * The floating-point unit: its registers, who may use it, and the context that an exception leaves on the stack. DDI 0403
 * Rev E §A2.5, §B1.4.7 "The optional Floating-point extension", §B1.5.7 for lazy stacking.
 */
final class FloatingPointUnit {

    /** S16 to S31 are the callee's to save. */
    private static final int STACKED = 16;
    /** FPSCR comes after S0 to S15, and a word is left free to keep the frame aligned. */
    private static final int STACKED_FPSCR = 4 * STACKED;

    final int[] s = new int[32];
    final FloatStatus status = new FloatStatus();
    final FloatArithmetic arithmetic;
    final FloatConversion conversion;

    private final int[] arrived = new int[STACKED + 1];
    private final Core core;
    private final Exceptions exceptions;
    private final Faults faults;
    private final CoprocessorAccess access = new CoprocessorAccess();
    private final FloatContext context = new FloatContext();

    FloatingPointUnit(Core core, Exceptions exceptions, Faults faults) {
        this.core = core;
        this.exceptions = exceptions;
        this.faults = faults;
        var rounding = new FloatRounding(status);
        arithmetic = new FloatArithmetic(status, rounding);
        conversion = new FloatConversion(status, rounding, arithmetic);
    }

    void attach(PrivateBus bus) {
        bus.attach(CoprocessorAccess.BASE, CoprocessorAccess.LENGTH, access);
        bus.attach(FloatContext.BASE, FloatContext.LENGTH, context);
    }

    /** What the registers hold survives a reset as it does in silicon; how to use them does not. */
    void reset() {
        status.bits(0);
        access.reset();
        context.reset();
    }

    // --- access -------------------------------------------------------------------------------------------------------------

    /** Whether these bits belong to coprocessors 10 and 11, defined or not. §A5.3.18 "Coprocessor instructions". */
    static boolean claims(int opcode) {
        return (opcode & 0xEC00_0E00) == 0xEC00_0A00 && (opcode >>> 24 & 3) != 3;
    }

    boolean isAccessible() {
        return access.isGranted(core.isPrivileged());
    }

    /** ExecuteFPCheck(): refuses, stores the context that an exception left for later, begins a new one. */
    FloatingPointUnit ready() {
        requireAccess();
        if (context.isPending()) {
            store();
        }
        if ((core.control & Core.CONTROL_FLOATING_POINT) == 0 && context.isAutomatic()) {
            status.modes(context.defaultModes());
            core.control |= Core.CONTROL_FLOATING_POINT;
        }
        return this;
    }

    private void requireAccess() {
        if (!isAccessible()) {
            throw core.noCoprocessor();
        }
    }

    // --- contexts on the stack ------------------------------------------------------------------------------------------------

    /**
     * An exception is entered while FPCA is set, with an extended frame: S0 to S15 and FPSCR belong at this address, now
     * or, with lazy stacking, later. Called once; afterwards the core clears FPCA. §B1.5.7 PushStack().
     */
    void stack(int address) {
        if (context.isLazy()) {
            context.leaveForLater(address, core, exceptions);
        } else {
            requireAccess();
            push(address, core.isPrivileged());
        }
    }

    /** PreserveFPState(), with the rights that the program had when it was interrupted. */
    private void store() {
        faults.purpose = Faults.Purpose.FLOATING_POINT;
        try {
            push(context.address(), context.wasPrivileged());
        } catch (Abandoned given) {
            given.unlessFault();
            if (core.isLockedUp() || exceptions.next() != 0) {
                throw given;
            }
            // The fault has to wait for something more urgent that needs the registers now: the context is lost.
        } finally {
            faults.purpose = Faults.Purpose.DATA;
        }
        context.done();
        core.charge(STACKED + 1);
        core.contextStored();
    }

    private void push(int address, boolean privileged) {
        for (int k = 0; k < STACKED; k++) {
            core.writeAs(address + 4 * k, s[k], privileged);
        }
        core.writeAs(address + STACKED_FPSCR, status.bits(), privileged);
    }

    /** An exception returns to an extended frame, whose floating-point part is at this address. §B1.5.8 PopStack(). */
    void unstack(int address, boolean privileged) {
        if (context.isPending()) {
            // Nobody used the registers in between: they still hold what was to be stored.
            context.done();
            return;
        }
        requireAccess();
        for (int k = 0; k <= STACKED; k++) {
            arrived[k] = core.readAs(address + 4 * k, privileged);
        }
        System.arraycopy(arrived, 0, s, 0, STACKED);
        status.bits(arrived[STACKED]);
    }

    /**
     * Whether a fault found while the context is stored lazily may become this exception. What counts is whether it could
     * have been taken when the frame was made, for that is where it belongs. §B3.2.21 "Floating-Point Context Control Register".
     */
    boolean mayTake(int exception) {
        return context.mayTake(exception);
    }
}
