package io.sectorzero.protocol.adi;

/** Registers of the core by their numbers in DCRSR. DDI 0403 Rev E §C1.6.3 "Debug Core Register Selector Register". */
public enum CoreRegister {
    R0(0), R1(1), R2(2), R3(3), R4(4), R5(5), R6(6), R7(7), R8(8), R9(9), R10(10), R11(11), R12(12), SP(13), LR(14),
    /** Where the core goes on. */
    PC(15),
    XPSR(16), MSP(17), PSP(18),
    /** CONTROL in 31:24, FAULTMASK in 23:16, BASEPRI in 15:8, PRIMASK in 7:0. */
    CONTROL_AND_MASKS(20);

    /** EPSR.T: without it the core faults at its next instruction. */
    public static final int THUMB = 1 << 24;

    private final int selector;

    CoreRegister(int selector) {
        this.selector = selector;
    }

    int selector() {
        return selector;
    }
}
