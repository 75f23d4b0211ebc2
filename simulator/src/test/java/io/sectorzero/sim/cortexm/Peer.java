package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** QEMU's Cortex-M4, and what it cannot be asked about. */
final class Peer {

    private static final String PROGRAM = "qemu-system-arm";
    private static final int BFARVALID = 1 << 15;
    private static final int PRIVATE_BUS = 0xE00;
    /** Both have that. */
    private static final int SYSTEM_CONTROL_SPACE = 0xE000E;

    /** Rows that the guest program cannot survive or that wait for something; the reason is printed. */
    static final Map<String, String> NOT_ASKED = Map.of(
            "SVC #imm8", "enters another handler; see the exception program",
            "WFE", "waits", "WFE.W", "waits",
            "WFI", "waits", "WFI.W", "waits");

    private Peer() {
    }

    static void require() {
        Peers.need(PROGRAM, PROGRAM);
    }

    /** Runs a program in a folder where its files are; what it printed is the answer. */
    static String run(String program, Path folder) {
        return run(program, Machine.program(program), folder);
    }

    static String run(String program, byte[] code, Path folder) {
        try {
            Path image = folder.resolve(program + ".bin");
            Files.write(image, code);
            Path console = folder.resolve(program + ".console");
            Process process = new ProcessBuilder(PROGRAM, "-M", "mps2-an386",
                    // Its clock counts instructions instead of following the wall, so that a busy machine prints the same ticks.
                    "-icount", "shift=3", "-display", "none", "-serial", "null",
                    "-monitor", "none", "-semihosting-config", "enable=on,target=native", "-kernel", image.toString())
                    .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(console.toFile()).start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(PROGRAM + " does not end; it printed: " + Files.readString(console));
            }
            return Files.readString(console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isAskable(Instruction instruction) {
        String syntax = instruction.row.syntax();
        int opcode = instruction.opcode();
        if (syntax.startsWith("B") && syntax.endsWith(" label")) {
            // A sequence that branches back into itself may never end.
            return instruction.i() >= 0 || instruction.i() < -4 * 16;
        }
        if (syntax.startsWith("BKPT")) {
            // Semihosting.
            return (opcode & 0xFF) != 0xAB;
        }
        if (syntax.startsWith("CPS")) {
            // With FAULTMASK set no HardFault would lead back.
            return (opcode & 1) == 0;
        }
        if (syntax.startsWith("MSR")) {
            int register = opcode & 0xFF;
            return register != 8 && register != 9 && register != 19 && register != 20;
        }
        return true;
    }

    /**
     * Where the peer is known to do something else than the manual says; null where it is not.
     *
     * @param word the name of what differs
     */
    static String knownDifference(Instruction instruction, String word, int ours, int theirs) {
        if (instruction.row.syntax().startsWith("BKPT") && word.equals("hfsr")) {
            // DDI 0403 Rev E §C1.4.1: without halting and monitor a BKPT is a HardFault with DEBUGEVT, not FORCED; a fault
            // while stacking for it is forced on top, §B1.5.8.
            return (ours & ~Faults.FORCED) == Faults.DEBUGEVT && theirs == Faults.FORCED ? "BKPT sets HFSR.FORCED" : null;
        }
        if (word.equals("cfsr") && ours == Faults.INVSTATE && theirs == Faults.UNALIGNED) {
            // §B1.4.2: without EPSR.T every instruction is an INVSTATE fault, wherever it stands.
            return "an address of 4n+2 without the Thumb bit is UNALIGNED";
        }
        if (word.equals("bfar") && (ours & ~3) == (theirs & ~3)) {
            return "BFAR of an unaligned access is that of the word around it";
        }
        return null;
    }

    /** The peer fails an exclusive store without reservation before it looks at the alignment. §A3.4.1 has it the other way. */
    static boolean skipsAlignment(List<Instruction> instructions, int ourFaults) {
        return (ourFaults & Faults.UNALIGNED) != 0 && instructions.stream().anyMatch(one -> one.row.syntax().startsWith("STREX"));
    }

    /** Where the private bus has nothing the peer reads zeros, and a Cortex-M4 meets a bus error. DDI 0403 Rev E §B3.1. */
    static boolean readsAsZero(int ourFaults, int ourFaultAddress, int theirFaults) {
        return (ourFaults & BFARVALID) != 0 && (theirFaults & BFARVALID) == 0 && ourFaultAddress >>> 20 == PRIVATE_BUS
                && ourFaultAddress >>> 12 != SYSTEM_CONTROL_SPACE;
    }

    /**
     * The peer compares the addresses of an exclusive load and store, which the Cortex-M4's monitor does not hold (DDI 0439
     * Rev D "Exclusive monitor"); so the two do not meet in one sequence.
     */
    static boolean mayFollowInItBlock(Row row) {
        return mayStandInItBlock(row) && !endsItBlock(row) && !row.syntax().startsWith("LDREX");
    }

    static boolean mayStandInItBlock(Row row) {
        String syntax = row.syntax();
        return !syntax.startsWith("B<c>") && !syntax.startsWith("CB") && !syntax.startsWith("IT") && !syntax.startsWith("CPS")
                && !syntax.equals("MOVS Rd, Rm") && !NOT_ASKED.containsKey(syntax);
    }

    /** Rows that may branch stand last in an IT block. */
    static boolean endsItBlock(Row row) {
        String syntax = row.syntax();
        return syntax.startsWith("B") || syntax.startsWith("TB") || syntax.startsWith("POP") || syntax.startsWith("LDM")
                || syntax.startsWith("LDR Rt") || syntax.startsWith("LDR.W") || syntax.contains(" PC, Rm");
    }

    static boolean branchesToRegister(Row row) {
        String syntax = row.syntax();
        return syntax.startsWith("BX") || syntax.startsWith("BLX") || syntax.contains(" PC, Rm");
    }

    static boolean branchesFar(Row row) {
        String syntax = row.syntax();
        return row.pattern().bits() == 32 && syntax.startsWith("B") && syntax.endsWith(" label");
    }
}
