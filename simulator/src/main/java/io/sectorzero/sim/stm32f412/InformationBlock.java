package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.ReadProtectionRules.Area;
import io.sectorzero.sim.world.Dice;
import java.util.Arrays;

/**
 * System memory, OTP and the factory's own words, 0x1FFF_0000 to 0x1FFF_7BFF. DS11139 Rev 8 Figure 18; the addresses
 * of the factory words as in stm32f412zx.h [C]. The loader's code is not ours to show, so system memory reads as
 * erased except for the words a host may look at.
 */
final class InformationBlock implements BusDevice {

    static final int BASE = 0x1FFF_0000;
    static final int LENGTH = 0x7C00;
    static final int SYSTEM_MEMORY_LENGTH = 0x7800;

    private static final int BOOTLOADER_ID = 0x76DE;
    private static final int UNIQUE_ID = 0x7A10;
    private static final int FLASH_SIZE = 0x7A22;
    private static final int VREFINT_CAL = 0x7A2A;
    private static final int TS_CAL1 = 0x7A2C;
    private static final int TS_CAL2 = 0x7A2E;
    private static final int PACKAGE_CODE = 0x7BF0;
    private static final int OTP_DATA = 0x7800;

    // Typical values: 1.21 V against 3.3 V in twelve bits, 0.76 V at 25 °C with 2.5 mV/K. DS11139 Rev 8 §6.3.
    private static final int TYPICAL_VREFINT = 1502;
    private static final int TYPICAL_TS_30 = 959;
    private static final int TYPICAL_TS_110 = 1207;

    private final byte[] words = new byte[LENGTH - UNIQUE_ID];
    private final ChipSettings settings;
    private final Otp otp;
    private final MainArray main;
    private final FlashProgramming programming;
    private final BusyTimer busy;
    private final ReadProtection readProtection;
    private final Dice weakReads;

    InformationBlock(FlashParts parts, FlashProgramming programming, Otp otp, Dice weakReads) {
        this.programming = programming;
        this.otp = otp;
        this.weakReads = weakReads;
        settings = parts.settings();
        busy = parts.busy();
        main = parts.main();
        readProtection = parts.readProtection();
        Arrays.fill(words, (byte) 0xFF);
        if (settings.infoBlockReadable()) {
            settings.uniqueId().copyInto(words, 0);
            put(FLASH_SIZE, settings.flashKb());
            put(VREFINT_CAL, TYPICAL_VREFINT);
            put(TS_CAL1, TYPICAL_TS_30);
            put(TS_CAL2, TYPICAL_TS_110);
            put(PACKAGE_CODE, settings.packageCode());
        }
    }

    private void put(int offset, int halfWord) {
        words[offset - UNIQUE_ID] = (byte) halfWord;
        words[offset - UNIQUE_ID + 1] = (byte) (halfWord >>> 8);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        if (busy.isBusy()) {
            throw new IllegalStateException("a read of flash was not held back while BSY; ask readyNanos first");
        }
        int value = 0;
        for (int i = width.bytes() - 1; i >= 0; i--) {
            value = value << 8 | byteAt(offset + i, master);
        }
        return value;
    }

    private int byteAt(int offset, Master master) {
        return main.overlay().readInformation(offset, sensed(offset, master));
    }

    private int sensed(int offset, Master master) {
        if (offset < OTP_DATA) {
            return offset == BOOTLOADER_ID ? settings.bootloaderId() : 0xFF;
        }
        if (offset >= UNIQUE_ID) {
            return words[offset - UNIQUE_ID] & 0xFF;
        }
        if (!readProtection.allows(Area.OTP, master)) {
            throw new BusFault("OTP is read-protected and an intrusion was seen");
        }
        return otp.cells().sense(offset - OTP_DATA, weakReads);
    }

    /** Only OTP can be programmed; system memory and the factory words answer with WRPERR. */
    @Override public void write(int offset, int value, BusWidth width, Master master) {
        int inOtp = offset - OTP_DATA;
        boolean outside = inOtp < 0 || inOtp + width.bytes() > Otp.LENGTH;
        boolean refused = outside || !readProtection.allows(Area.OTP, master) || otp.refuses(inOtp, width.bytes());
        programming.store(otp.cells(), outside ? offset : inOtp, value, width, refused);
    }

    @Override public long readyNanos(int offset, boolean write) {
        return busy.endNanos();
    }
}
