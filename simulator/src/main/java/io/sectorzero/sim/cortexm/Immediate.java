package io.sectorzero.sim.cortexm;

/** How the bits of an immediate, put together as drawn, become a number. DDI 0403 Rev E, at the encodings named. */
final class Immediate {

    private Immediate() {
    }

    /** ThumbExpandImm() of i:imm3:imm8. §A5.3.2 "Modified immediate constants in Thumb instructions". */
    static int expanded(int raw) {
        int octet = raw & 0xFF;
        return switch (raw >>> 8) {
            case 0 -> octet;
            case 1 -> octet << 16 | octet;
            case 2 -> octet << 24 | octet << 8;
            case 3 -> octet * 0x0101_0101;
            default -> Integer.rotateRight(0x80 | raw & 0x7F, raw >>> 7);
        };
    }

    /** i:imm4:imm3:imm8 of MOVW and MOVT, where the number is imm4:i:imm3:imm8. §A7.7.76, §A7.7.79. */
    static int sixteen(int raw) {
        return raw << 1 & 0xF000 | raw >>> 4 & 0x800 | raw & 0x7FF;
    }

    /** Rotation by whole bytes. */
    static int octets(int raw) {
        return raw * 8;
    }

    /** U:imm8 or U:imm12: added when U is 1, subtracted when it is 0. */
    static int upOrDown8(int raw) {
        return (raw & 0x100) != 0 ? raw & 0xFF : -raw;
    }

    static int upOrDown8Words(int raw) {
        return upOrDown8(raw) * 4;
    }

    static int upOrDown12(int raw) {
        return (raw & 0x1000) != 0 ? raw & 0xFFF : -raw;
    }

    /** The number of a single-precision register, whose lowest bit is drawn first: D:Vd or M:Vm. DDI 0403 Rev E §A6.3. */
    static int lowestBitFirst(int raw) {
        return raw << 1 & 0x1F | raw >>> 4;
    }

    /** VFPExpandImm(): sign, three bits of exponent, four of fraction. §A6.4.1. */
    static int single(int raw) {
        int exponent = (raw & 0x40) != 0 ? 0x3E00_0000 : 0x4000_0000;
        return raw << 24 & 0x8000_0000 | exponent | (raw & 0x3F) << 19;
    }

    static int negative(int raw) {
        return -raw;
    }

    static int halfWords(int raw) {
        return raw * 2;
    }

    static int words(int raw) {
        return raw * 4;
    }

    /** imm8 of B&lt;c&gt;, encoding T1: half-words, signed. §A7.7.12. */
    static int branch8(int raw) {
        return raw << 24 >> 23;
    }

    /** imm11 of B, encoding T2. §A7.7.12. */
    static int branch11(int raw) {
        return raw << 21 >> 20;
    }

    /** S:imm6:J1:J2:imm11 of B&lt;c&gt;.W, encoding T3, where the offset is S:J2:J1:imm6:imm11:0. §A7.7.12. */
    static int branch20(int raw) {
        int low = raw & 0x7FF;
        int j2 = raw >>> 11 & 1;
        int j1 = raw >>> 12 & 1;
        int imm6 = raw >>> 13 & 0x3F;
        int sign = raw >>> 19;
        return (sign << 19 | j2 << 18 | j1 << 17 | imm6 << 11 | low) << 12 >> 11;
    }

    /** S:imm10:J1:J2:imm11 of B.W and BL, where the offset is S:I1:I2:imm10:imm11:0, I = NOT(J XOR S). §A7.7.12, §A7.7.18. */
    static int branch24(int raw) {
        int low = raw & 0x7FF;
        int j2 = raw >>> 11 & 1;
        int j1 = raw >>> 12 & 1;
        int imm10 = raw >>> 13 & 0x3FF;
        int sign = raw >>> 23;
        return (sign << 23 | (j1 ^ sign ^ 1) << 22 | (j2 ^ sign ^ 1) << 21 | imm10 << 11 | low) << 8 >> 7;
    }
}
