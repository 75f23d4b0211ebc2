package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;

/**
 * The option sector at 0x1FFF_C000, sixteen bytes of which two half-words carry data. It is erased whole and then
 * programmed; the register FLASH_OPTCR is only its shadow.
 */
public final class OptionByteStore {

    static final int BASE = 0x1FFF_C000;
    static final int LENGTH = 16;

    private static final int BLANK = 0xFFFF;
    private static final int PROTECTION_OFFSET = 8;

    private final int stuckUser;
    private final int stuckProtection;
    private int user = OptionValues.FACTORY.userHalfWord();
    private int protection = OptionValues.FACTORY.protectionHalfWord();

    /** @param stuckMask bits that never change, placed as in FLASH_OPTCR */
    OptionByteStore(int stuckMask) {
        stuckUser = stuckMask & 0xFFEC;
        stuckProtection = stuckMask >>> 16 & 0x8FFF;
    }

    /** What is stored, which the chip obeys from the next option load on. */
    public OptionValues values() {
        return OptionValues.ofSector(user, protection);
    }

    /** The workshop's door: the sector holds this from the start, by no rule of the chip. */
    public void load(OptionValues values) {
        user = values.userHalfWord();
        protection = values.protectionHalfWord();
    }

    /** The sixteen bytes as a bus read brings them. */
    public Bytes bytes() {
        Bytes blank = Bytes.repeat(0xFF, PROTECTION_OFFSET - 2);
        return Bytes.of(user & 0xFF, user >>> 8).then(blank)
                .then(Bytes.of(protection & 0xFF, protection >>> 8)).then(blank);
    }

    /** Puts back sixteen bytes that {@link #bytes} gave. */
    public void restore(Bytes bytes) {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("the option sector has 16 bytes, not " + bytes.length());
        }
        user = bytes.u16(0);
        protection = bytes.u16(PROTECTION_OFFSET);
    }

    void erase() {
        user = keep(user, BLANK, stuckUser);
        protection = keep(protection, BLANK, stuckProtection);
    }

    /** Programming clears bits only, here as everywhere. */
    void programUser(int halfWord) {
        user = keep(user, user & halfWord, stuckUser);
    }

    void programProtection(int halfWord) {
        protection = keep(protection, protection & halfWord, stuckProtection);
    }

    int userHalfWord() {
        return user;
    }

    int protectionHalfWord() {
        return protection;
    }

    private static int keep(int before, int after, int stuck) {
        return before & stuck | after & ~stuck;
    }
}
