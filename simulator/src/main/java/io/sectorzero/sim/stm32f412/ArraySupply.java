package io.sectorzero.sim.stm32f412;

/**
 * What the array is fed with, and whether that is enough for a parallelism. DS11139 Rev 8 Table 49 for VDD, Table 50
 * for VPP. Nothing on the chip detects a violation; it shows later. RM0090 Rev 21 §3.6.2 [S].
 */
final class ArraySupply {

    private static final double[] LEAST_VOLTS = {1.7, 2.1, 2.7, 2.7};
    private static final double LEAST_VPP_VOLTS = 7.0;
    private static final double MOST_VPP_VOLTS = 9.0;
    private static final int X64 = 3;
    private static final long LEAST_HCLK_HZ = 1_000_000;

    private final boolean lowSupplyWeakens;
    private final boolean slowClockWeakens;
    private double volts;
    private double vppVolts;
    private long hclkHz;

    ArraySupply(Switches switches) {
        lowSupplyWeakens = switches.on(Switch.LOW_SUPPLY_LEAVES_WEAK_CELLS);
        slowClockWeakens = switches.on(Switch.SLOW_CLOCK_LEAVES_WEAK_CELLS);
    }

    void volts(double now) {
        volts = now;
    }

    void vpp(double now) {
        vppVolts = now;
    }

    void hclk(long hz) {
        hclkHz = hz;
    }

    /** Whether cells treated now at this PSIZE stay weak. */
    boolean weakens(int psize) {
        return lowSupplyWeakens && !suffices(psize) || slowClockWeakens && hclkHz < LEAST_HCLK_HZ;
    }

    private boolean suffices(int psize) {
        boolean vppGood = vppVolts >= LEAST_VPP_VOLTS && vppVolts <= MOST_VPP_VOLTS;
        return volts >= LEAST_VOLTS[psize] && (psize != X64 || vppGood);
    }
}
