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

    void powerOn() {
        bits = 0;
    }
}
