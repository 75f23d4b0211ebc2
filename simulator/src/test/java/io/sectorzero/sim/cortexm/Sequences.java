package io.sectorzero.sim.cortexm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random cases for the guest program sequence.c: an instruction of a chosen row, or an IT block of several, from a random
 * state. Addresses mostly point into the guest's window and its code area, so that most accesses succeed and some fault.
 */
final class Sequences {

    /** What sequence.c is told and answers, in words. */
    private static final int HEADER_WORDS = 4;
    static final int RESULT_WORDS = 13 + 13 + 32;

    private static final int CODE = 0x2030_8000;
    private static final int WINDOW = 0x2032_0000;
    private static final int WINDOW_BYTES = 0x2000;
    private static final int HALF_WORDS = 16;
    private static final int[] SPECIAL = {0, 1, 2, -1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_0000, 0x0000_FFFF, 0x8000, 0x7F,
        0x80, 0xFF, 31, 32, 33, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0x7FC0_0000, 0x0080_0000, 0x0000_0001};

    /** One case: the instructions by row, and everything else as the guest reads it. */
    record Case(List<Instruction> instructions, int[] halfWords, int at, int psr, int[] registers, int sp, int lr,
            int control, int primask, int basepri, int fpscr, int[] floats) {

        @Override public String toString() {
            var text = new StringBuilder();
            for (int k = 0; k < instructions.size(); k++) {
                text.append(k == 0 ? "" : "; ").append(instructions.get(k));
            }
            text.append(" at %08X psr=%08X sp=%08X lr=%08X control=%d%n   ".formatted(at, psr, sp, lr, control));
            for (int k = 0; k < registers.length; k++) {
                text.append(" r%d=%08X".formatted(k, registers[k]));
            }
            return text.toString();
        }
    }

    private final SplittableRandom random;
    private final boolean floats;

    Sequences(long seed, boolean floats) {
        random = new SplittableRandom(seed);
        this.floats = floats;
    }

    Case next(Row row) {
        var instructions = new ArrayList<Instruction>();
        if (Peer.mayStandInItBlock(row) && random.nextInt(4) == 0) {
            itBlock(row, instructions);
        } else {
            instructions.add(instance(row));
        }
        int[] halfWords = instructions.stream().flatMapToInt(Sequences::halfWords).toArray();
        int at = CODE + 2 * random.nextInt(32);
        int[] registers = IntStream.generate(this::value).limit(13).toArray();
        int control = random.nextInt(8) == 0 ? 0 : 1;
        int sp = WINDOW + 0xC00 + 4 * random.nextInt(0x200);
        int lr = value();
        bias(row, instructions.get(instructions.size() - 1), registers, at);
        int psr = random.nextInt(32) << 27 | Core.PSR_T | random.nextInt(16) << 16;
        int[] s = IntStream.generate(this::floatBits).limit(32).toArray();
        return new Case(instructions, halfWords, at, psr, registers, sp, lr, control, random.nextInt(4) == 0 ? 1 : 0,
                random.nextInt(4) == 0 ? random.nextInt(256) : 0, floats ? random.nextInt(32) << 22 & 0x07C0_0000 | random.nextInt(16) << 28 : 0, s);
    }

    private void itBlock(Row row, List<Instruction> instructions) {
        int length = 1 + random.nextInt(4);
        int condition = random.nextInt(15);
        int mask = condition == 14 ? 1 << 4 - length
                : random.nextInt(1 << length - 1) << 5 - length | 1 << 4 - length;
        instructions.add(InstructionSet.narrow(0xBF00 | condition << 4 | mask));
        for (int k = 1; k < length; k++) {
            Row other = row;
            for (int tries = 0; tries < 20; tries++) {
                other = InstructionSet.rows().get(random.nextInt(InstructionSet.rows().size()));
                if (Peer.mayFollowInItBlock(other)) {
                    break;
                }
                other = null;
            }
            instructions.add(other == null ? InstructionSet.narrow(0xBF00) : instance(other));
        }
        instructions.add(instance(row));
    }

    private static IntStream halfWords(Instruction instruction) {
        return instruction.bytes() == 2 ? IntStream.of(instruction.opcode())
                : IntStream.of(instruction.opcode() >>> 16, instruction.opcode() & 0xFFFF);
    }

    /** Some opcode of the row that is not UNPREDICTABLE and that the peer can be asked about. */
    Instruction instance(Row row) {
        int width = row.pattern().bits() == 32 ? -1 : 0xFFFF;
        int open = ~row.pattern().mask() & width;
        for (int tries = 0; tries < 100_000; tries++) {
            int filling = switch (random.nextInt(4)) {
                case 0 -> random.nextInt() & random.nextInt();
                case 1 -> random.nextInt() | random.nextInt();
                default -> random.nextInt();
            };
            int opcode = row.pattern().value() | filling & open;
            if (Peer.branchesFar(row)) {
                opcode = near(opcode);
            }
            if (row.matches(opcode) && !row.isUnpredictable(opcode)) {
                Instruction instruction = new Instruction(row, opcode);
                if (Peer.isAskable(instruction)) {
                    return instruction;
                }
            }
        }
        throw new AssertionError("no opcode found for " + row);
    }

    // A wide branch reaches far beyond the guest's code area: its upper offset bits become copies of the sign.
    private int near(int opcode) {
        boolean conditional = (opcode & 1 << 12) == 0;
        int upper = conditional ? 0x043F_2800 : 0x07FF_2800;
        int forwards = conditional ? 0 : 0x2800;
        return opcode & ~upper | (random.nextBoolean() ? upper : forwards);
    }

    private int value() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> WINDOW + 0x800 + 4 * random.nextInt(0x400);
            case 3 -> WINDOW + 0x800 + random.nextInt(0x1000);
            case 4 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 5 -> random.nextInt(256);
            default -> outsideSystem(random.nextInt());
        };
    }

    // The private peripherals would let a privileged sequence disturb the guest.
    private static int outsideSystem(int value) {
        return value >>> 28 == 0xE || value >>> 28 == 0xF ? value & 0x7FFF_FFFF : value;
    }

    private int floatBits() {
        return switch (random.nextInt(4)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Float.floatToRawIntBits(random.nextInt(-1000, 1000) / 8f);
            case 2 -> Float.floatToRawIntBits((float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-40, 40)));
            default -> random.nextInt();
        };
    }

    /** Lets addresses that a row computes fall where something is. */
    private void bias(Row row, Instruction instruction, int[] registers, int at) {
        boolean memory = row.syntax().contains("[Rn") || row.syntax().contains("Rn!") || row.syntax().contains("Rn{!}")
                || row.syntax().contains("Rn, {");
        if (memory && random.nextInt(8) != 0 && instruction.n() < 13) {
            registers[instruction.n()] = WINDOW + 0x1000 + (random.nextInt(4) == 0 ? random.nextInt(64) : 4 * random.nextInt(16));
        }
        if (memory && row.syntax().contains(", Rm") && instruction.m() < 13 && instruction.m() != instruction.n()) {
            registers[instruction.m()] = random.nextInt(64) * (random.nextInt(4) == 0 ? 1 : 4);
        }
        if (Peer.branchesToRegister(row) && instruction.m() < 13) {
            // Beyond the sequence: one that branches into itself may never end.
            int target = CODE + 0x100 + 2 * random.nextInt(0x1000);
            boolean sum = row.syntax().startsWith("ADD");
            registers[instruction.m()] = sum ? target - at : target | (random.nextInt(8) == 0 ? 0 : 1);
        }
    }

    static byte[] file(List<Case> cases, boolean floats, int hashEvery) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (HEADER_WORDS + cases.size() * (HALF_WORDS / 2 + 8 + 13 + 1 + 32)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(cases.size()).putInt(floats ? 1 : 0).putInt(hashEvery).putInt(0);
        for (Case one : cases) {
            for (int k = 0; k < HALF_WORDS; k++) {
                bytes.putShort((short) (k < one.halfWords().length ? one.halfWords()[k] : 0));
            }
            bytes.putInt(one.halfWords().length).putInt(one.at()).putInt(one.psr()).putInt(one.control())
                    .putInt(one.primask()).putInt(one.basepri()).putInt(one.sp()).putInt(one.lr());
            for (int register : one.registers()) {
                bytes.putInt(register);
            }
            bytes.putInt(one.fpscr());
            for (int s : one.floats()) {
                bytes.putInt(s);
            }
        }
        return bytes.array();
    }
}
