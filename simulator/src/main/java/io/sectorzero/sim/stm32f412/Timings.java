package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Dice;

/** How long flash operations take. DS11139 Rev 8 Table 49, and Table 50 for x64 with VPP. */
final class Timings {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    /** One program unit: the same at every width. The maximum is after 100 000 erase cycles. */
    private static final long PROGRAM_TYPICAL_NANOS = 16 * MICRO;
    private static final long PROGRAM_WORST_NANOS = 100 * MICRO;

    /** Milliseconds by PSIZE (x8, x16, x32, x64). Table 50 gives no maximum; twice the typical as in Table 49 [I]. */
    private enum Erase {
        KB_16(new long[] {400, 300, 250, 230}, new long[] {800, 600, 500, 460}),
        KB_64(new long[] {1200, 700, 550, 490}, new long[] {2400, 1400, 1100, 980}),
        KB_128(new long[] {2000, 1300, 1000, 875}, new long[] {4000, 2600, 2000, 1750}),
        MASS(new long[] {16_000, 11_000, 8_000, 6_900}, new long[] {32_000, 22_000, 16_000, 13_800});

        private final long[] typicalMillis;
        private final long[] worstMillis;

        Erase(long[] typicalMillis, long[] worstMillis) {
            this.typicalMillis = typicalMillis;
            this.worstMillis = worstMillis;
        }
    }

    private final TimingChoice choice;
    private final double eraseScale;
    private final boolean halfMassErase;
    private final Dice dice;

    Timings(ChipSettings settings, Dice dice) {
        this.choice = settings.timing();
        this.eraseScale = settings.eraseTimeScale();
        this.halfMassErase = settings.flashKb() == 512
                && settings.switches().on(Switch.SMALL_PART_MASS_ERASES_IN_HALF_THE_TIME);
        this.dice = dice;
    }

    long programNanos() {
        return choose(PROGRAM_TYPICAL_NANOS, PROGRAM_WORST_NANOS);
    }

    long sectorEraseNanos(int sector, int psize) {
        Erase row = switch (Geometry.size(sector) / 1024) {
            case 16 -> Erase.KB_16;
            case 64 -> Erase.KB_64;
            default -> Erase.KB_128;
        };
        return eraseNanos(row, psize);
    }

    long massEraseNanos(int psize) {
        long whole = eraseNanos(Erase.MASS, psize);
        return halfMassErase ? whole / 2 : whole;
    }

    private long eraseNanos(Erase row, int psize) {
        return (long) (eraseScale * choose(row.typicalMillis[psize] * MILLI, row.worstMillis[psize] * MILLI));
    }

    private long choose(long typical, long worst) {
        return switch (choice) {
            case TYPICAL -> typical;
            case WORST -> worst;
            case SPREAD -> (long) dice.between(typical, worst);
        };
    }
}
