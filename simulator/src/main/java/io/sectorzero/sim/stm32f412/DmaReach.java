package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusFault;

/** What the peripheral port of a controller is wired to. RM0090 Rev 21 §10.3.1 Figures 33, 34 [S]. */
enum DmaReach {
    /** DMA1: the APB1 bus and nothing else, which is why it cannot carry between memories. */
    APB1,
    /** DMA2: the bus matrix. */
    EVERYTHING;

    private static final int APB1_BASE = 0x4000_0000;
    private static final int APB1_END = 0x4000_8000;

    /** @throws BusFault where the port does not reach */
    void check(int address) {
        if (this == APB1 && (address < APB1_BASE || address >= APB1_END)) {
            throw new BusFault("0x%08X is not on APB1, and DMA1 reaches nothing else", address);
        }
    }
}
