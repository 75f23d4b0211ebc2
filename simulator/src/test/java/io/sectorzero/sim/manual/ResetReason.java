package io.sectorzero.sim.manual;

/** RCC_CSR in numbers: which reset was the last, and what forgets it. RM0090 Rev 21 §7.3 [S]; bits as in stm32f412zx.h [C]. */
public final class ResetReason {

    public static final int RCC_CSR = 0x4002_3874;

    public static final int RMVF = 1 << 24;
    public static final int BORRSTF = 1 << 25;
    public static final int PINRSTF = 1 << 26;
    public static final int PORRSTF = 1 << 27;
    public static final int SFTRSTF = 1 << 28;
    public static final int IWDGRSTF = 1 << 29;
    public static final int WWDGRSTF = 1 << 30;
    public static final int LPWRRSTF = 1 << 31;

    private ResetReason() {
    }
}
