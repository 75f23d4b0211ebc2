package io.sectorzero.sim.debugport;

/**
 * The identification registers at the end of a component's four kilobytes, by which a debugger recognises it. Values for
 * the Cortex-M4: DDI 0439 Rev D §9 and dumps of sibling parts [F].
 */
enum Identification {
    SYSTEM_CONTROL(0x04, 0x000B_B00C, 0xE, 0),
    WATCHPOINTS(0x04, 0x003B_B002, 0xE, 0),
    BREAKPOINTS(0x04, 0x002B_B003, 0xE, 0),
    INSTRUMENTATION(0x04, 0x003B_B001, 0xE, 0),
    TRACE_PORT(0x04, 0x000B_B9A1, 0x9, 0x11),
    INSTRUCTION_TRACE(0x04, 0x000B_B925, 0x9, 0x13);

    /** Where the identification begins within a component. */
    static final int FIRST = 0xFCC;

    private static final int DEVICE_TYPE = 0xFCC;
    private static final int PERIPHERAL_4 = 0xFD0;
    private static final int PERIPHERAL_0 = 0xFE0;
    private static final int COMPONENT_0 = 0xFF0;

    private final int continuation;
    private final int peripheral;
    private final int componentClass;
    private final int deviceType;

    Identification(int continuation, int peripheral, int componentClass, int deviceType) {
        this.continuation = continuation;
        this.peripheral = peripheral;
        this.componentClass = componentClass;
        this.deviceType = deviceType;
    }

    /** @param offset within the component, from {@link #FIRST} on */
    int at(int offset) {
        return offset == DEVICE_TYPE ? deviceType : at(offset, continuation, peripheral, componentClass);
    }

    static int at(int offset, int continuation, int peripheral, int componentClass) {
        if (offset >= COMPONENT_0) {
            return 0xB105_000D >>> 2 * (offset - COMPONENT_0) & 0xFF | (offset == COMPONENT_0 + 4 ? componentClass << 4 : 0);
        }
        if (offset >= PERIPHERAL_0) {
            return peripheral >>> 2 * (offset - PERIPHERAL_0) & 0xFF;
        }
        return offset == PERIPHERAL_4 ? continuation : 0;
    }
}
