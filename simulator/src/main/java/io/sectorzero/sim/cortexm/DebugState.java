package io.sectorzero.sim.cortexm;

/**
 * Whether a debugger holds the core, and how it lets it go. The core asks here between instructions; {@link CoreControl} is
 * what a debugger does. DDI 0403 Rev E §C1.4 "Debug events", §C1.6 for halting and stepping.
 */
final class DebugState {

    private final Core core;
    private final Sleep sleep;
    private DebugUnit unit = DebugUnit.NONE;
    private Runnable hands = () -> { };
    private boolean halted;
    private boolean stepping;
    private boolean masksInterrupts;
    private boolean watchesData;

    DebugState(Core core, Sleep sleep) {
        this.core = core;
        this.sleep = sleep;
    }

    // --- what a debugger does -------------------------------------------------------------------------------------------

    void attach(DebugUnit logic) {
        unit = logic;
    }

    /** An entry to debug state ends WFI and WFE. DDI 0403 Rev E §B1.5.17 and §B1.5.19. */
    void halt() {
        halted = true;
        sleep.end();
        core.attend();
        hands.run();
    }

    void resume(boolean oneStep, boolean masked) {
        halted = false;
        stepping = oneStep;
        masksInterrupts = masked;
        hands.run();
    }

    /** Something was written from outside that may wake the core. */
    void roused() {
        if (sleep.isOn()) {
            hands.run();
        }
    }

    /** Every data access is told to the unit; none may then go by without being looked at. */
    void watchData(boolean on) {
        watchesData = on;
        core.memory().closeAll();
    }

    /** Who is told when a debugger halts the core, lets it run, or gives it something to do. */
    void onHands(Runnable listener) {
        hands = listener;
    }

    // --- what the core asks ---------------------------------------------------------------------------------------------

    boolean isHalted() {
        return halted;
    }

    /** It is to halt after the next instruction. */
    boolean isStepping() {
        return stepping;
    }

    boolean watchesData() {
        return watchesData;
    }

    /** C_MASKINTS: SysTick, PendSV and the lines are held back while a debugger steps. §C1.6.2. */
    boolean masks(int exception) {
        return masksInterrupts && exception >= Exceptions.PEND_SV;
    }

    /** See {@link DebugUnit#breaksAt}. */
    boolean breaksAt(int address) {
        return unit.breaksAt(address);
    }

    // --- what the core tells --------------------------------------------------------------------------------------------

    /** An instruction or an exception entry is complete; one is what a step consists of. */
    void advanced() {
        if (stepping) {
            stepping = false;
            halted = true;
        }
    }

    /** See {@link DebugUnit#breakpoint}. */
    boolean breakpoint() {
        return unit.breakpoint();
    }

    /** A data access was made. */
    void accessed(int address, int bytes, boolean writing, int value) {
        if (watchesData) {
            unit.access(address, bytes, writing, value);
        }
    }

    void exceptionTaken(int number) {
        if (unit.catches(number)) {
            halt();
        }
    }

    /** The core comes out of reset, and its first instruction is next. */
    void resetLeft() {
        if (unit.catches(Exceptions.RESET)) {
            halted = true;
        }
    }

    /** The core comes out of reset, but somebody acts in its place. The unit hears of it and may halt the core itself. */
    void toldOfReset() {
        unit.catches(Exceptions.RESET);
    }
}
