package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.stm32f412.RccRegisters.Cfgr;
import io.sectorzero.sim.stm32f412.RccRegisters.Cr;
import io.sectorzero.sim.stm32f412.RccRegisters.Dckcfgr;
import io.sectorzero.sim.stm32f412.RccRegisters.Dckcfgr2;
import io.sectorzero.sim.stm32f412.RccRegisters.Pllcfgr;

/** From the oscillators to the buses: what the registers make of the frequencies. RM0090 Rev 21 §7.2 Figure 21 [S]. */
final class Frequencies {

    static final long HSI_HZ = 16_000_000;

    // A crystal marked 8 MHz may be a little off, so the limits are not taken to the last Hz.
    private static final long LEAST_VCO_IN = 950_000;
    private static final long MOST_VCO_IN = 2_100_000;
    private static final long LEAST_VCO = 100_000_000;
    private static final long MOST_VCO = 432_000_000;

    private static final int HSE = 1;
    private static final int PLL = 2;
    /** By HPRE from 0b1000 on, as shifts; 32 does not exist. */
    private static final int[] AHB_SHIFTS = {1, 2, 3, 4, 6, 7, 8, 9};

    private final RccRegisters registers;
    private long hseHz;
    private boolean stopped;

    Frequencies(RccRegisters registers) {
        this.registers = registers;
    }

    /** The crystal, or what drives OSC_IN; 0 when nothing does. */
    void hse(long hz) {
        hseHz = hz;
    }

    long hseHz() {
        return hseHz;
    }

    /** In Stop nothing of all this runs. */
    void stop(boolean now) {
        stopped = now;
    }

    long sysclk() {
        if (stopped) {
            return 0;
        }
        return switch (registers.cfgr.get(Cfgr.SWS)) {
            // Without the crystal the security system or HSI itself takes over; here it always does.
            case HSE -> hseHz == 0 ? HSI_HZ : hseHz;
            case PLL -> vco() / (2 * (registers.pllcfgr.get(Pllcfgr.PLLP) + 1));
            default -> HSI_HZ;
        };
    }

    long hclk() {
        int hpre = registers.cfgr.get(Cfgr.HPRE);
        return hpre < 8 ? sysclk() : sysclk() >> AHB_SHIFTS[hpre - 8];
    }

    long pclk1() {
        return hclk() >> apbShift(registers.cfgr.get(Cfgr.PPRE1));
    }

    long pclk2() {
        return hclk() >> apbShift(registers.cfgr.get(Cfgr.PPRE2));
    }

    /** Timers count twice as fast as a divided bus, or four times where TIMPRE is set. RM0090 Rev 21 §7.2 [S]. */
    long apb1Timers() {
        return timers(apbShift(registers.cfgr.get(Cfgr.PPRE1)));
    }

    private long timers(int shift) {
        int undivided = registers.dckcfgr.is(Dckcfgr.TIMPRE) ? 2 : 1;
        return hclk() >> Math.max(0, shift - undivided);
    }

    /** For USB, SDIO and RNG; 0 while the PLL does not run. PLLI2S as its source is not modelled. */
    long clock48() {
        boolean runs = !stopped && registers.cr.is(Cr.PLLRDY) && !registers.dckcfgr2.is(Dckcfgr2.CK48MSEL);
        int divider = registers.pllcfgr.get(Pllcfgr.PLLQ);
        return runs && divider > 1 ? vco() / divider : 0;
    }

    /** Whether the PLL locks: 1 to 2 MHz in, 100 to 432 MHz out. RM0090 Rev 21 §7.3.2 [S]; that it never does else [I]. */
    boolean pllLocks() {
        int divider = registers.pllcfgr.get(Pllcfgr.PLLM);
        long in = divider < 2 ? 0 : pllSource() / divider;
        return in >= LEAST_VCO_IN && in <= MOST_VCO_IN && vco() >= LEAST_VCO && vco() <= MOST_VCO;
    }

    private long vco() {
        return pllSource() * registers.pllcfgr.get(Pllcfgr.PLLN) / Math.max(2, registers.pllcfgr.get(Pllcfgr.PLLM));
    }

    private long pllSource() {
        return registers.pllcfgr.is(Pllcfgr.PLLSRC) ? hseHz : HSI_HZ;
    }

    private static int apbShift(int ppre) {
        return ppre < 4 ? 0 : ppre - 3;
    }
}
