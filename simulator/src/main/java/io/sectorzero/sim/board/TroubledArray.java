package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.CellFault;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.EraseFault;
import io.sectorzero.sim.fault.SlowSector;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.WeakBit;
import io.sectorzero.sim.fault.WornSector;
import io.sectorzero.sim.stm32f412.CellOverlay;
import io.sectorzero.sim.stm32f412.Geometry;
import io.sectorzero.sim.world.Dice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The troubles of one flash array, laid over its cells. The cells below keep what was truly written. */
final class TroubledArray implements CellOverlay {

    private static final int SECTORS = 12;

    private final Dice dice;
    // Looked up by offset, never walked through.
    private final Map<Integer, Integer> stuckHigh = new HashMap<>();
    private final Map<Integer, Integer> stuckLow = new HashMap<>();
    private final Map<Integer, Integer> weak = new HashMap<>();
    private final double[] timeFactor = new double[SECTORS];
    private int startsToDrop;
    private long changes;

    TroubledArray(Dice dice) {
        this.dice = dice;
        Arrays.fill(timeFactor, 1);
    }

    void lay(CellFault fault) {
        changes++;
        if (fault instanceof StuckBit stuck) {
            add(stuck.value() ? stuckHigh : stuckLow, offset(stuck.address().raw()), 1 << stuck.bit());
        } else if (fault instanceof WeakBit unsure) {
            add(weak, offset(unsure.address().raw()), 1 << unsure.bit());
        }
    }

    void lay(EraseFault fault) {
        changes++;
        if (fault instanceof SlowSector slow) {
            timeFactor[slow.sector()] *= slow.factor();
        } else if (fault instanceof DroppedStart dropped) {
            startsToDrop += dropped.times();
        } else if (fault instanceof WornSector worn) {
            timeFactor[worn.sector()] *= worn.timeFactor();
            for (int i = 0; i < worn.bitsLeft(); i++) {
                int at = Geometry.start(worn.sector()) + dice.below(Geometry.size(worn.sector()));
                add(stuckLow, at, 1 << dice.below(Byte.SIZE));
            }
        }
    }

    @Override public int read(int offset, int sensed) {
        int seen = sensed;
        if (!stuckHigh.isEmpty()) {
            seen |= stuckHigh.getOrDefault(offset, 0);
        }
        if (!stuckLow.isEmpty()) {
            seen &= ~stuckLow.getOrDefault(offset, 0);
        }
        if (!weak.isEmpty() && weak.containsKey(offset)) {
            seen ^= (int) dice.bits() & weak.get(offset);
        }
        return seen;
    }

    // Asked whether there is any; the order in which they are looked at changes nothing.
    @Override public boolean leaves(int from, int to) {
        return Stream.of(stuckHigh, stuckLow, weak).flatMap(each -> each.keySet().stream())
                .noneMatch(offset -> offset >= from && offset < to);
    }

    @Override public long changes() {
        return changes;
    }

    @Override public long eraseNanos(int sector, long healthyNanos) {
        double factor = 1;
        for (int each = 0; each < SECTORS; each++) {
            if (sector == EVERY_SECTOR || sector == each) {
                factor = Math.max(factor, timeFactor[each]);
                firm(each);
            }
        }
        return (long) (healthyNanos * factor);
    }

    @Override public boolean losesStart() {
        if (startsToDrop == 0) {
            return false;
        }
        startsToDrop--;
        return true;
    }

    /** An erase brings doubtful cells back to a level. */
    private void firm(int sector) {
        int start = Geometry.start(sector);
        weak.keySet().removeIf(offset -> offset >= start && offset < start + Geometry.size(sector));
    }

    private static void add(Map<Integer, Integer> masks, int offset, int mask) {
        masks.merge(offset, mask, (one, other) -> one | other);
    }

    private static int offset(int address) {
        return address - Geometry.FLASH_BASE;
    }
}
