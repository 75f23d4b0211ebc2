package io.sectorzero.sim.fault;

/** A sector that has been erased too often: it takes long, and some of its cells keep their charge and read 0. */
public record WornSector(int sector, int cycles) implements EraseFault {

    /** What a sector endures at least. DS11139 Rev 8 Table 51. */
    public static final int ENDURANCE_CYCLES = 10_000;

    // How fast a sector ages beyond its endurance is nobody's promise; one bit for each thousand cycles too many, and
    // the typical time again for each ten thousand, reproduce what was reported (6 to 10 s, then verify errors).
    private static final int CYCLES_A_BIT = 1000;
    private static final double CYCLES_A_TYPICAL_TIME = 10_000;

    public WornSector {
        Limits.sector(sector);
        Limits.require(cycles >= 0, "a sector cannot have been erased %s times", cycles);
    }

    public int bitsLeft() {
        return Math.max(0, cycles - ENDURANCE_CYCLES) / CYCLES_A_BIT;
    }

    public double timeFactor() {
        return 1 + Math.max(0, cycles - ENDURANCE_CYCLES) / CYCLES_A_TYPICAL_TIME;
    }

    @Override public String cause() {
        return "C14";
    }

    @Override public String headline() {
        return "sector %d has been erased %d times".formatted(sector, cycles);
    }
}
