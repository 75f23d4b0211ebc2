package io.sectorzero.sim.fault;

import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * The flash as it is when the board is first powered.
 *
 * @param content        what it holds from its first byte on; the rest is blank
 * @param eraseTimeScale how much longer than typical an erase takes; 2 is the slowest a good chip may be,
 *                       DS11139 Rev 8 Table 49
 * @param srInitial      error flags that earlier code left in FLASH_SR: WRPERR, PGAERR, PGPERR, PGSERR
 * @param crInitial      what earlier code left in FLASH_CR, which it also left open; 0 for nothing
 * @param keys           how far earlier code got with the key sequence
 * @param cached         whether earlier code left the caches on and full
 * @param otpLocked      blocks of the one-time programmable memory that are locked
 * @param worn           sectors beyond their endurance
 */
public record FlashCondition(Bytes content, double eraseTimeScale, int srInitial, int crInitial, Keys keys, boolean cached,
                             List<Integer> otpLocked, List<WornSector> worn)
        implements Condition {

    /** What the key register waits for. */
    public enum Keys {
        /** The first key. */
        IDLE,
        /** The second key. */
        HALF,
        /** A reset: it was given a wrong one. RM0090 Rev 21 §3.6.1 [S]. */
        DEAD
    }

    public static final FlashCondition BLANK = new FlashCondition(Bytes.NONE, 1, 0, List.of());

    /** The slowest erase the data sheet allows is twice the typical one, in every row. DS11139 Rev 8 Table 49. */
    public static final double SLOWEST_ALLOWED = 2;

    private static final int OTP_BLOCKS = 16;
    /** Flags that a refused operation raises and that stay until somebody clears them. RM0090 Rev 21 §3.9 [S]. */
    public static final int ERRORS_OF_REFUSED_OPERATIONS = 0xF0;
    private static final int MER_OR_SER = 0b110;
    private static final int STRT = 1 << 16;
    private static final int LOCK = 1 << 31;

    /** A flash in which no earlier code left anything. */
    public FlashCondition(Bytes content, double eraseTimeScale, int srInitial, List<WornSector> worn) {
        this(content, eraseTimeScale, srInitial, 0, Keys.IDLE, false, List.of(), worn);
    }

    public FlashCondition {
        Limits.require(eraseTimeScale > 0, "an erase cannot take %s times as long", eraseTimeScale);
        Limits.require((crInitial & (LOCK | STRT)) == 0, "a control register that is open and rests, not %s", crInitial);
        otpLocked.forEach(block -> Limits.require(block >= 0 && block < OTP_BLOCKS, "no block of the OTP memory: %s", block));
        Limits.require((srInitial & ~ERRORS_OF_REFUSED_OPERATIONS) == 0, "flags that no refused operation leaves: %s", srInitial);
        otpLocked = List.copyOf(otpLocked);
        worn = List.copyOf(worn);
    }

    private boolean isSlowButLegal() {
        return eraseTimeScale > 1 && eraseTimeScale <= SLOWEST_ALLOWED;
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(!content.isAll(0xFF), "C17", "the flash is not blank")
                .when(isSlowButLegal(), "U13", "erases take %s times the typical time", eraseTimeScale)
                .when(isSlowButLegal(), "C11", "erases take longer than impatient tools wait")
                .when(eraseTimeScale > SLOWEST_ALLOWED, "C14", "erases take %s times the typical time", eraseTimeScale)
                .when(srInitial != 0, "C10", "FLASH_SR starts as %08X", srInitial)
                .when((crInitial & MER_OR_SER) != 0, "C22", "FLASH_CR starts as %08X", crInitial)
                .when(crInitial != 0 && (crInitial & MER_OR_SER) == 0, "F9", "FLASH_CR starts as %08X", crInitial)
                .when(keys != Keys.IDLE, "C9", "the key sequence of FLASH_CR is %s", keys.name().toLowerCase(java.util.Locale.ROOT))
                .when(cached, "C20", "the flash caches are on and full")
                .when(!otpLocked.isEmpty(), "C16", "OTP blocks %s are locked", otpLocked)
                .when(!worn.isEmpty(), "C14", "%d worn sectors", worn.size())
                .list();
    }
}
