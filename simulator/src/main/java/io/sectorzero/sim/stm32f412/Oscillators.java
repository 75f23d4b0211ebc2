package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.stm32f412.RccRegisters.Bdcr;
import io.sectorzero.sim.stm32f412.RccRegisters.Cfgr;
import io.sectorzero.sim.stm32f412.RccRegisters.Cr;
import io.sectorzero.sim.stm32f412.RccRegisters.Csr;
import io.sectorzero.sim.stm32f412.RccRegisters.Pllcfgr;
import io.sectorzero.sim.world.World;

/**
 * Each source is ready some time after it was switched on, and the system clock is switched over when the wanted one is
 * ready. A source in use does not stop. RM0090 Rev 21 §7.2 [S]; typical times DS11139 Rev 8 §6.3.
 */
final class Oscillators {

    private static final long HSI_NANOS = 2_200;
    private static final long HSE_NANOS = 2_000_000;
    private static final long PLL_NANOS = 100_000;

    private static final int USES_HSI = 0;
    private static final int USES_HSE = 1;
    private static final int USES_PLL = 2;
    private static final long OFF = -1;

    private final World world;
    private final RccRegisters registers;
    private final Frequencies frequencies;
    private final Runnable changed;
    private long hsiReady;
    private long hseReady = OFF;
    private long pllReady = OFF;

    Oscillators(World world, RccRegisters registers, Frequencies frequencies, Runnable changed) {
        this.world = world;
        this.registers = registers;
        this.frequencies = frequencies;
        this.changed = changed;
    }

    void reset() {
        hsiReady = world.nanos();
        hseReady = OFF;
        pllReady = OFF;
        look();
    }

    /** CR, CFGR or the crystal changed. */
    void written() {
        keepWhatIsInUse();
        hsiReady = since(registers.cr.is(Cr.HSION), hsiReady, HSI_NANOS);
        boolean hse = registers.cr.is(Cr.HSEON) && frequencies.hseHz() != 0;
        hseReady = since(hse, hseReady, registers.cr.is(Cr.HSEBYP) ? 0 : HSE_NANOS);
        boolean source = registers.pllcfgr.is(Pllcfgr.PLLSRC) ? isReady(hseReady) : isReady(hsiReady);
        pllReady = since(registers.cr.is(Cr.PLLON) && source && frequencies.pllLocks(), pllReady, PLL_NANOS);
        look();
    }

    private void keepWhatIsInUse() {
        switch (registers.cfgr.get(Cfgr.SWS)) {
            case USES_HSE -> registers.cr.raise(Cr.HSEON);
            case USES_PLL -> {
                registers.cr.raise(Cr.PLLON);
                registers.cr.raise(registers.pllcfgr.is(Pllcfgr.PLLSRC) ? Cr.HSEON : Cr.HSION);
            }
            default -> registers.cr.raise(Cr.HSION);
        }
    }

    private long since(boolean on, long ready, long takes) {
        if (!on) {
            return OFF;
        }
        if (ready != OFF) {
            return ready;
        }
        long due = world.nanos() + takes;
        // So that a switch-over that waits for it happens by itself, and not only when somebody looks.
        world.at(due, this::lookAndTell);
        return due;
    }

    private void lookAndTell() {
        written();
        changed.run();
    }

    private boolean isReady(long ready) {
        return ready != OFF && ready <= world.nanos();
    }

    /** Brings the bits that say what is ready up to date. */
    void look() {
        registers.cr.set(Cr.HSIRDY, isReady(hsiReady) ? 1 : 0);
        registers.cr.set(Cr.HSERDY, isReady(hseReady) ? 1 : 0);
        registers.cr.set(Cr.PLLRDY, isReady(pllReady) ? 1 : 0);
        registers.cr.set(Cr.PLLI2SRDY, registers.cr.get(Cr.PLLI2SON));
        int wanted = registers.cfgr.get(Cfgr.SW);
        boolean there = switch (wanted) {
            case USES_HSI -> isReady(hsiReady);
            case USES_HSE -> isReady(hseReady);
            case USES_PLL -> isReady(pllReady);
            default -> false;
        };
        if (there) {
            registers.cfgr.set(Cfgr.SWS, wanted);
        }
    }

    void leaveStop() {
        registers.cr.lower(Cr.HSEON);
        registers.cr.lower(Cr.PLLON);
        registers.cr.lower(Cr.PLLI2SON);
        registers.cr.raise(Cr.HSION);
        registers.cfgr.set(Cfgr.SW, USES_HSI);
        registers.cfgr.set(Cfgr.SWS, USES_HSI);
        hsiReady = world.nanos();
        hseReady = OFF;
        pllReady = OFF;
        look();
    }

    /** What RTCSEL chose: LSE, of which no board here has one, LSI, or HSE divided by RTCPRE. */
    long rtcHz(int lsiHz) {
        int divider = registers.cfgr.get(Cfgr.RTCPRE);
        return switch (registers.bdcr.get(Bdcr.RTCSEL)) {
            case 2 -> registers.csr.is(Csr.LSION) ? lsiHz : 0;
            case 3 -> isReady(hseReady) && divider >= 2 ? frequencies.hseHz() / divider : 0;
            default -> 0;
        };
    }
}
