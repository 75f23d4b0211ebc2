package io.sectorzero.sim.cortexm;

/** What the core asks of its debug logic, and tells it. A core nobody debugs has {@link #NONE}. */
public interface DebugUnit {

    DebugUnit NONE = new DebugUnit() {

        @Override public boolean breaksAt(int address) {
            return false;
        }

        @Override public boolean breakpoint() {
            return false;
        }

        @Override public boolean catches(int exception) {
            return false;
        }

        @Override public void access(int address, int bytes, boolean writing, int value) {
        }
    };

    /**
     * Whether a comparator stops the core before the instruction at this address. Asked once, when the instruction is
     * decoded; after a change call {@link Core#breakpointsChanged}.
     */
    boolean breaksAt(int address);

    /**
     * A BKPT, or an address of {@link #breaksAt}, was reached. True when it was dealt with, by halting the core or by
     * pending the debug monitor; false makes it a HardFault.
     */
    boolean breakpoint();

    /** An exception is being entered, or the core comes out of reset (1). True halts before the first instruction. */
    boolean catches(int exception);

    /** A data access was made, told only after {@link Core#watchData}; the unit may halt the core. */
    void access(int address, int bytes, boolean writing, int value);
}
