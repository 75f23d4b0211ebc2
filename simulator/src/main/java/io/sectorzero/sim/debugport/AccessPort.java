package io.sectorzero.sim.debugport;

/**
 * An access port as the debug port sees it: registers whose accesses begin at once and may end later.
 */
interface AccessPort {

    /** What answers where no access port is: every register reads as zero, so that its IDR says there is none. */
    AccessPort ABSENT = new AccessPort() {

        @Override public int read(int register) {
            return 0;
        }

        @Override public void write(int register, int value) {
        }

        @Override public boolean isBusy() {
            return false;
        }

        @Override public boolean takeError() {
            return false;
        }
    };

    /** Begins a read. The value when it is not busy afterwards; else {@link #result} has it when that is over. */
    int read(int register);

    void write(int register, int value);

    /** Whether the last access has not ended yet. Asking lets it end when its time has come. */
    boolean isBusy();

    /** Whether an access of this register can begin. */
    default boolean accepts(int register) {
        return !isBusy();
    }

    /** What the last read brought. */
    default int result() {
        return 0;
    }

    /** Whether an access has ended in an error since this was last asked. */
    boolean takeError();

    /** The debug port no longer waits for the access under way. */
    default void abandon() {
    }
}
