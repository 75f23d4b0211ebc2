package io.sectorzero.sim.fault;

/** A sector whose erase takes longer than the others', as wear makes it. */
public record SlowSector(int sector, double factor) implements EraseFault {

    public SlowSector {
        Limits.sector(sector);
        Limits.require(factor > 0, "an erase cannot take %s times as long", factor);
    }

    @Override public String cause() {
        return "C14";
    }

    @Override public String headline() {
        return "erasing sector %d takes %s times as long".formatted(sector, factor);
    }
}
