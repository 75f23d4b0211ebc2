package io.sectorzero.sim.debugport;

/** CTRL/STAT of the debug port, bit by bit. IHI 0031 §B2. Nobody resets it but power-on. */
final class ControlStatus {

    static final int ORUNDETECT = 1;
    static final int STICKYORUN = 1 << 1;
    static final int TRNMODE = 3 << 2;
    static final int STICKYCMP = 1 << 4;
    static final int STICKYERR = 1 << 5;
    static final int READOK = 1 << 6;
    static final int WDATAERR = 1 << 7;
    static final int MASKLANE = 0xF << 8;
    static final int TRNCNT = 0xFFF << 12;
    static final int CDBGRSTREQ = 1 << 26;
    static final int CDBGPWRUPREQ = 1 << 28;
    static final int CSYSPWRUPREQ = 1 << 30;

    static final int STICKY = STICKYORUN | STICKYCMP | STICKYERR | WDATAERR;

    private static final int ONE_TRANSACTION = 1 << 12;
    private static final int PUSHED_VERIFY = 1;
    private static final int PUSHED_COMPARE = 2;
    private static final int REQUESTS = CDBGPWRUPREQ | CSYSPWRUPREQ;
    private static final int WRITABLE = ORUNDETECT | TRNMODE | MASKLANE | TRNCNT | CDBGRSTREQ | REQUESTS;

    private int bits;

    /** Both power-ups are acknowledged at once; nothing answers CDBGRSTREQ on this part. */
    int read() {
        return bits | (bits & REQUESTS) << 1;
    }

    void write(int value) {
        bits = bits & ~WRITABLE | value & WRITABLE;
    }

    boolean is(int flags) {
        return (bits & flags) != 0;
    }

    void raise(int flags) {
        bits |= flags;
    }

    void clear(int flags) {
        bits &= ~flags;
    }

    boolean isPoweredUp() {
        return (bits & REQUESTS) == REQUESTS;
    }

    boolean isDebugPowered() {
        return is(CDBGPWRUPREQ);
    }

    /** TRNMODE: a write to an access port is a read and a comparison. */
    boolean pushes() {
        return mode() == PUSHED_VERIFY || mode() == PUSHED_COMPARE;
    }

    private int mode() {
        return bits >>> 2 & 3;
    }

    /** A verification objects to a difference in the lanes that count, a comparison to a match. */
    boolean objectsTo(int read, int expected) {
        int lanes = 0;
        for (int k = 0; k < 4; k++) {
            lanes |= (bits >>> 8 + k & 1) != 0 ? 0xFF << 8 * k : 0;
        }
        boolean matches = ((read ^ expected) & lanes) == 0;
        return mode() == PUSHED_VERIFY ? !matches : matches;
    }

    /** One transaction is over. Whether another one follows: TRNCNT counts down to zero. */
    boolean countsDown() {
        if ((bits & TRNCNT) == 0) {
            return false;
        }
        bits -= ONE_TRANSACTION;
        return true;
    }

    void powerOn() {
        bits = 0;
    }
}
