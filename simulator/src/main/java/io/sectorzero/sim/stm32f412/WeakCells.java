package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Dice;

/**
 * What is left of cells that were treated badly. No document says how bad it gets, only that the content is undefined
 * (RM0090 Rev 21 §3.6 [S]); the shares here are ours, chosen so that a verification that looks will find something [I].
 */
final class WeakCells {

    /** Of the bytes an interrupted erase reached, this share is erased but not firmly. */
    private static final double NOT_FIRM = 0.2;

    /** A starved erase leaves one doubtful bit in every second stretch of this length. */
    private static final int STRETCH = 64;

    private final Dice dice;

    WeakCells(Dice dice) {
        this.dice = dice;
    }

    /** The erase got this far, from 0 to 1: some bytes are erased, some in doubt, some as they were. */
    void afterInterruptedErase(FlashCells cells, int from, int to, double share) {
        for (int at = from; at < to; at++) {
            double fate = dice.fraction();
            if (fate < share) {
                cells.erase(at, at + 1);
            }
            if (fate < share * NOT_FIRM) {
                cells.weaken(at, 1 << dice.below(8));
            }
        }
    }

    /** Each bit that was to fall has fallen, has not, or is in doubt. */
    void afterInterruptedProgram(FlashCells cells, int offset, int value) {
        for (int bit = 1; bit <= 0x80; bit <<= 1) {
            if ((cells.at(offset) & bit) != 0 && (value & bit) == 0) {
                switch (dice.below(3)) {
                    case 0 -> cells.program(offset, ~bit & 0xFF);
                    case 1 -> cells.weaken(offset, bit);
                    default -> { }
                }
            }
        }
    }

    void afterStarvedErase(FlashCells cells, int from, int to) {
        for (int at = from; at < to; at += STRETCH) {
            if (dice.chance(0.5)) {
                cells.weaken(at + dice.below(STRETCH), 1 << dice.below(8));
            }
        }
    }

    /** One time in four, one of the bits that fell is not firm. */
    void afterStarvedProgram(FlashCells cells, int offset, int value) {
        int bit = 1 << dice.below(8);
        if ((value & bit) == 0 && dice.chance(0.25)) {
            cells.weaken(offset, bit);
        }
    }

    /** Revision Z: one stretch of the sector keeps what it held. The errata sheet does not describe the failure. */
    int stretchThatStays(int from, int to) {
        return from + dice.below((to - from) / STRETCH) * STRETCH;
    }

    static int stretchLength() {
        return STRETCH;
    }
}
