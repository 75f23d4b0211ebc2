package io.sectorzero.flash;

import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Constants of 32 bits as compiled code holds them: in a word on a word boundary, or loaded by MOVW and MOVT into one register, which
 * compilers may put a few instructions apart, or made from another constant by an addition. Nothing but these is found.
 *
 * <pre>
 *   LDR   01001 Rt imm8                                      from the word at (PC &amp; ~3) + 4 * imm8
 *   LDR   11111000 1101 1111 | Rt imm12                      from the byte address (PC &amp; ~3) + imm12
 *   MOVW  11110 i 100100 imm4 | 0 imm3 Rd imm8               low half-word  = imm4:i:imm3:imm8
 *   MOVT  11110 i 101100 imm4 | 0 imm3 Rd imm8               high half-word
 *   ADD   11110 0 010000 Rn   | 0 011 Rd imm8                adds imm8 in each of the four bytes
 * </pre>
 *
 * DDI 0403 Rev E §A7.7.44 "LDR (literal)", §A7.7.76 "MOV (immediate)", §A7.7.79 "MOVT", §A7.7.3 "ADD (immediate)", §A5.3.2.
 */
final class CodeConstants {

    private static final int WIDE = 4;
    /** The program counter reads two narrow instructions on. */
    private static final int PC_AHEAD = 4;

    private static final int MOVW = 0xF240;
    private static final int MOVT = 0xF2C0;
    private static final int MOVES = 0xFBF0;
    private static final int ADD = 0xF100;
    private static final int LDR_WIDE = 0xF8DF;
    private static final int LDR = 0x4800;

    /** What belongs together stands within so many bytes of code, as compilers schedule it. */
    private static final int NEAR = 32;

    private final Address start;
    private final Bytes data;

    CodeConstants(Segment code) {
        this.start = code.start();
        this.data = code.data();
    }

    /** Where the first word, or the first pair of instructions, holds this value. */
    Optional<Address> find(int value) {
        return first(at -> isWord(at, value) || pair(at, value));
    }

    /** Where a register that was loaded with one value gets the other by the addition of the same byte four times. */
    Optional<Address> findSum(int from, int step) {
        return first(at -> half(at) >>> 4 == ADD >>> 4 && (half(at + 2) & 0xF0FF) == (0x3000 | step) && isIn(half(at) & 0xF, from, at));
    }

    /** Every image is looked through before it is flashed, half-word by half-word, so nothing is made on the way. */
    private Optional<Address> first(IntPredicate holds) {
        for (int at = (int) (start.unsigned() & 1); at + WIDE <= data.length(); at += 2) {
            if (holds.test(at)) {
                return Optional.of(start.plus(at));
            }
        }
        return Optional.empty();
    }

    private boolean isWord(int at, int value) {
        return (start.unsigned() + at) % WIDE == 0 && data.u32(at) == value;
    }

    private boolean pair(int at, int value) {
        return moves(at, MOVW, value & 0xFFFF) && IntStream.iterate(at + WIDE, next -> next <= at + NEAR && next + WIDE <= data.length(), next -> next + 2)
                .anyMatch(next -> moves(next, MOVT, value >>> 16) && register(next) == register(at));
    }

    private boolean moves(int at, int opcode, int wanted) {
        int one = half(at);
        if ((one & MOVES) != opcode) {
            return false;
        }
        int two = half(at + 2);
        int immediate = (one & 0xF) << 12 | (one >>> 10 & 1) << 11 | (two >>> 12 & 7) << 8 | two & 0xFF;
        return two >>> 15 == 0 && immediate == wanted;
    }

    /** Whether code shortly before this place loads the register with the value. */
    private boolean isIn(int register, int value, int before) {
        return IntStream.iterate(before - 2, at -> at >= 0 && at >= before - NEAR, at -> at - 2).anyMatch(at ->
                half(at) == (LDR | register << 8 | half(at) & 0xFF) && isLoaded(at, (half(at) & 0xFF) * WIDE, value)
                        || half(at) == LDR_WIDE && half(at + 2) >>> 12 == register && isLoaded(at, half(at + 2) & 0xFFF, value)
                        || pair(at, value) && register(at) == register);
    }

    private boolean isLoaded(int at, int offset, int value) {
        long from = (start.plus(at + PC_AHEAD).unsigned() & ~3L) + offset - start.unsigned();
        return from + WIDE <= data.length() && data.u32((int) from) == value;
    }

    private int register(int at) {
        return half(at + 2) >>> 8 & 0xF;
    }

    private int half(int at) {
        return data.u16(at);
    }
}
