package io.sectorzero.sim.stm32f412;

/** Where the core starts, and so what is seen at address 0. RM0402 Rev 6 §2.4. */
public enum BootMode {
    MAIN_FLASH(0b00), SYSTEM_MEMORY(0b01), SRAM(0b11);

    private final int memMode;

    BootMode(int memMode) {
        this.memMode = memMode;
    }

    /** What SYSCFG_MEMRMP.MEM_MODE resets to. */
    int memMode() {
        return memMode;
    }

    /** From the latched straps; level 2 leaves no choice. */
    static BootMode of(boolean boot0, boolean boot1, ProtectionLevel level) {
        if (!boot0 || level == ProtectionLevel.TWO) {
            return MAIN_FLASH;
        }
        return boot1 ? SRAM : SYSTEM_MEMORY;
    }
}
