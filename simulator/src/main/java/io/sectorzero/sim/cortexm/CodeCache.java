package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Fetching: whether the program may, and decoded instructions, once per address while the bytes there stay the same. */
final class CodeCache {

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HALF_WORDS = CoreBus.PAGE_BYTES / 2;
    private static final int PASSING = 64;

    private final Core core;
    private final CoreBus bus;
    private final PageTable pages;
    /** What was last decoded from pages that are not open, by opcode; most such code is a short loop. */
    private final Instruction[] passing = new Instruction[PASSING];

    CodeCache(Core core, CoreBus bus, PageTable pages) {
        this.core = core;
        this.bus = bus;
        this.pages = pages;
    }

    /** The page of an address that the program wants to go on at, if it may. */
    Page turnTo(int address) {
        core.r[Core.PC] = address + 4;
        if (MemoryMap.isNeverExecuted(address) || !core.mpu().allowsFetch(address, core.isPrivileged())) {
            core.faults().fetchProtection();
            throw Abandoned.FAULT;
        }
        return pages.find(address);
    }

    /** The instruction at an address whose page has none decoded there; faults and stalls as a fetch does. */
    Instruction decode(Page page, int address) {
        core.r[Core.PC] = address + 4;
        int first = page.bytes == null ? ask(address) : half(page.bytes, address & PageTable.OFFSET);
        boolean wide = InstructionSet.isWide(first);
        if (page.bytes == null) {
            return passing(address, wide ? first << 16 | ask(address + 2) : first, wide);
        }
        if (!wide) {
            return keep(page, address, InstructionSet.narrow(first));
        }
        Page second = pages.find(address + 2);
        if (second.bytes == null) {
            return passing(address, first << 16 | ask(address + 2), true);
        }
        if (second.decoded == null) {
            // So that a write to the second half is noticed.
            second.decoded = new Instruction[HALF_WORDS];
        }
        return keep(page, address, InstructionSet.wide(first << 16 | half(second.bytes, address + 2 & PageTable.OFFSET)));
    }

    private Instruction keep(Page page, int address, Instruction decoded) {
        Instruction instruction = core.debug().breaksAt(address)
                ? InstructionSet.breakpoint(decoded.opcode(), decoded.bytes() == 4) : decoded;
        if (page.decoded == null) {
            page.decoded = new Instruction[HALF_WORDS];
        }
        page.decoded[(address & PageTable.OFFSET) >>> 1] = instruction;
        return instruction;
    }

    private Instruction passing(int address, int opcode, boolean wide) {
        if (core.debug().breaksAt(address)) {
            return InstructionSet.breakpoint(opcode, wide);
        }
        int slot = (opcode ^ opcode >>> 7 ^ opcode >>> 16) & PASSING - 1;
        Instruction instruction = passing[slot];
        if (instruction == null || instruction.opcode() != opcode) {
            instruction = wide ? InstructionSet.wide(opcode) : InstructionSet.narrow(opcode);
            passing[slot] = instruction;
        }
        return instruction;
    }

    private int ask(int address) {
        long answer = bus.read(address, BusWidth.HALF_WORD, Master.FETCH);
        if (answer == CoreBus.NOT_YET) {
            throw Abandoned.STALL;
        }
        if (answer < 0) {
            throw core.fetchFault();
        }
        return (int) answer;
    }

    static int half(byte[] bytes, int offset) {
        return (short) HALF.get(bytes, offset) & 0xFFFF;
    }

    /** The bytes from one offset to another, both included, were written: no instruction that touches them remains. */
    static void forget(Page page, int from, int to) {
        int first = Math.max((from >>> 1) - 1, 0);
        Arrays.fill(page.decoded, first, (to >>> 1) + 1, null);
    }

    /** Keeps what still says the same. An instruction that reaches into the next page is decoded again. */
    static void revise(Page page) {
        if (page.bytes == null) {
            Arrays.fill(page.decoded, null);
            return;
        }
        page.decoded[HALF_WORDS - 1] = null;
        for (int k = 0; k < HALF_WORDS - 1; k++) {
            Instruction instruction = page.decoded[k];
            if (instruction != null && instruction.opcode() != opcodeAt(page.bytes, k * 2, instruction.bytes())) {
                page.decoded[k] = null;
            }
        }
    }

    private static int opcodeAt(byte[] bytes, int offset, int length) {
        int first = half(bytes, offset);
        return length == 2 ? first : first << 16 | half(bytes, offset + 2);
    }
}
