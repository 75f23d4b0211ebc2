package io.sectorzero.sim.fault;

import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * The flash as it is when the board is first powered.
 *
 * @param content        what it holds from its first byte on; the rest is blank
 * @param eraseTimeScale how much longer than typical an erase takes; 2 is the slowest a good chip may be,
 *                       DS11139 Rev 8 Table 49
 * @param srInitial      error flags that earlier code left in FLASH_SR
 * @param worn           sectors beyond their endurance
 */
public record FlashCondition(Bytes content, double eraseTimeScale, int srInitial, List<WornSector> worn)
        implements Condition {

    public static final FlashCondition BLANK = new FlashCondition(Bytes.NONE, 1, 0, List.of());

    /** The slowest erase the data sheet allows is twice the typical one, in every row. DS11139 Rev 8 Table 49. */
    public static final double SLOWEST_ALLOWED = 2;

    public FlashCondition {
        Limits.require(eraseTimeScale > 0, "an erase cannot take %s times as long", eraseTimeScale);
        worn = List.copyOf(worn);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(!content.isAll(0xFF), "C17", "the flash is not blank")
                .when(eraseTimeScale > 1 && eraseTimeScale <= SLOWEST_ALLOWED, "U13",
                        "erases take %s times the typical time", eraseTimeScale)
                .when(eraseTimeScale > SLOWEST_ALLOWED, "C14", "erases take %s times the typical time", eraseTimeScale)
                .when(srInitial != 0, "C10", "FLASH_SR starts as %08X", srInitial)
                .when(!worn.isEmpty(), "C14", "%d worn sectors", worn.size())
                .list();
    }
}
