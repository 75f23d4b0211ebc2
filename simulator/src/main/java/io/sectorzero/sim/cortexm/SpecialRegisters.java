package io.sectorzero.sim.cortexm;

/** What MRS, MSR and CPS reach, and who may. DDI 0403 Rev E §B1.4.2 to §B1.4.4, §B5.2.1 to §B5.2.3. */
final class SpecialRegisters {

    private static final int MSP = 8;
    private static final int PSP = 9;
    private static final int PRIMASK = 16;
    private static final int BASEPRI = 17;
    private static final int BASEPRI_MAX = 18;
    private static final int FAULTMASK = 19;
    private static final int CONTROL = 20;

    /** Bits of SYSm below 8: a combination of APSR, IPSR and EPSR. */
    private static final int WITH_IPSR = 1;
    private static final int WITHOUT_APSR = 4;

    /** The mask field of MSR. */
    private static final int MASK_GE = 1;
    private static final int MASK_NZCVQ = 2;

    /** The iflags of CPS. */
    private static final int FLAG_FAULTMASK = 1;
    private static final int FLAG_PRIMASK = 2;

    private SpecialRegisters() {
    }

    static boolean exists(int number) {
        return number <= PSP && number != 4 || number >= PRIMASK && number <= CONTROL;
    }

    /** EPSR reads as zero; without privilege so do the stack pointers and the masks. */
    static int read(Core core, int number) {
        if (number < MSP) {
            return ((number & WITH_IPSR) != 0 ? core.exceptionNumber : 0)
                    | ((number & WITHOUT_APSR) == 0 ? core.apsr() : 0);
        }
        if (number == CONTROL) {
            return core.control;
        }
        if (!core.isPrivileged()) {
            return 0;
        }
        return switch (number) {
            case MSP -> core.mainSp();
            case PSP -> core.processSp();
            case PRIMASK -> core.primask;
            case BASEPRI, BASEPRI_MAX -> core.basepri;
            case FAULTMASK -> core.faultmask;
            default -> 0;
        };
    }

    static void write(Core core, int number, int mask, int value) {
        if (number < MSP) {
            writeApsr(core, number, mask, value);
        } else if (core.isPrivileged()) {
            writePrivileged(core, number, value);
            core.attend();
        }
    }

    private static void writeApsr(Core core, int number, int mask, int value) {
        if ((number & WITHOUT_APSR) != 0) {
            return;
        }
        if ((mask & MASK_NZCVQ) != 0) {
            core.apsrNzcvq(value);
        }
        if ((mask & MASK_GE) != 0) {
            core.apsrGe(value);
        }
    }

    private static void writePrivileged(Core core, int number, int value) {
        int priority = value & 0xFF & core.exceptions().implementedPriorityBits();
        switch (number) {
            case MSP -> core.mainSp(value);
            case PSP -> core.processSp(value);
            case PRIMASK -> core.primask = value & 1;
            case BASEPRI -> core.basepri = priority;
            case BASEPRI_MAX -> {
                if (priority != 0 && (priority < core.basepri || core.basepri == 0)) {
                    core.basepri = priority;
                }
            }
            case FAULTMASK -> faultmask(core, value & 1);
            case CONTROL -> control(core, value);
            default -> { }
        }
    }

    // Inside HardFault or NMI FAULTMASK cannot be set. §B5.2.3.
    private static void faultmask(Core core, int value) {
        if (value == 0 || core.exceptions().executionPriority() > Exceptions.HARD_FAULT_PRIORITY) {
            core.faultmask = value;
        }
    }

    // In Handler mode the main stack is used whatever is written. §B1.4.4.
    static void control(Core core, int value) {
        int writable = Core.CONTROL_UNPRIVILEGED | Core.CONTROL_FLOATING_POINT
                | (core.isHandler() ? 0 : Core.CONTROL_PROCESS_STACK);
        core.mode(core.exceptionNumber, core.control & ~writable | value & writable);
    }

    /** CPS; nothing happens without privilege. */
    static void changeMasks(Core core, int flags, int value) {
        if (core.isPrivileged()) {
            if ((flags & FLAG_PRIMASK) != 0) {
                core.primask = value;
            }
            if ((flags & FLAG_FAULTMASK) != 0) {
                faultmask(core, value);
            }
            core.attend();
        }
    }
}
