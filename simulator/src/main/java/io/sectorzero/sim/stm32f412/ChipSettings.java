package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;

/**
 * Which chip of its kind this is. Start from {@link #typical} and change what the board needs.
 *
 * @param flashKb           512 (xE) or 1024 (xG)
 * @param packageCode       half-word at 0x1FFF_7BF0; which code stands for which F412 package is UNCONFIRMED
 * @param devId             DBGMCU DEV_ID, 0x441 for the real part
 * @param revId             DBGMCU REV_ID: 0x1001 Z, 0x2000 B, 0x3000 C and 1. RM0402 Rev 6 §30.6.1
 * @param uniqueId          96 bits, in address order
 * @param bootloaderId      byte at 0x1FFF_76DE: 0x90 or 0x91. AN2606 Rev 70, STM32F412 section
 * @param jep106            who made it, for the debug ROM table: bank in bits 11 to 8, code in bits 6 to 0
 * @param infoBlockReadable false: unique id, size word and package code read as all ones
 * @param eraseTimeScale    1.0 for a healthy array; slower parts have more
 * @param optionEraseNanos  how long OPTSTRT erases the option sector; UNCONFIRMED, this field is its switch
 * @param lsiHz             17 000 to 47 000, typically 32 000. DS11139 Rev 8 §6.3
 * @param supervised        PDR_ON high: the internal power supervisor works
 * @param stuckOptionMask   option bits, placed as in FLASH_OPTCR, that keep their value whatever is programmed
 */
public record ChipSettings(
        int flashKb,
        int packageCode,
        int devId,
        int revId,
        Bytes uniqueId,
        int bootloaderId,
        int jep106,
        boolean infoBlockReadable,
        TimingChoice timing,
        double eraseTimeScale,
        long optionEraseNanos,
        int lsiHz,
        boolean supervised,
        int stuckOptionMask,
        Switches switches) {

    public ChipSettings {
        if (uniqueId.length() != 12) {
            throw new IllegalArgumentException("the unique id has 12 bytes, not " + uniqueId.length());
        }
    }

    /** An STM32F412xG, revision C, healthy, at typical times. */
    public static ChipSettings typical() {
        return new ChipSettings(1024, 0x0300, 0x441, 0x3000, Bytes.parseHex("33003A000C51363339373337"), 0x91, 0x020, true,
                TimingChoice.TYPICAL, 1.0, 400_000_000L, 32_000, true, 0, Switches.CAREFUL);
    }

    public ChipSettings withFlashKb(int kb) {
        return new ChipSettings(kb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withIdentity(int dev, int rev, Bytes unique) {
        return new ChipSettings(flashKb, packageCode, dev, rev, unique, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withPackageCode(int code) {
        return new ChipSettings(flashKb, code, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withOptionEraseNanos(long nanos) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, nanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withBootloaderId(int id) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, id, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withMaker(int code) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, code, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withInfoBlockReadable(boolean readable) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, readable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withTiming(TimingChoice choice, double scale) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, choice,
                scale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withLsiHz(int hz) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, hz, supervised, stuckOptionMask, switches);
    }

    public ChipSettings withSupervisor(boolean on) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, on, stuckOptionMask, switches);
    }

    public ChipSettings withStuckOptionMask(int mask) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, mask, switches);
    }

    public ChipSettings with(Switch which, boolean on) {
        return new ChipSettings(flashKb, packageCode, devId, revId, uniqueId, bootloaderId, jep106, infoBlockReadable, timing,
                eraseTimeScale, optionEraseNanos, lsiHz, supervised, stuckOptionMask, switches.with(which, on));
    }
}
