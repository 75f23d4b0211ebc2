package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random instructions of every row of every table, executed by the same guest program in the model and in QEMU, compared
 * register by register, flag by flag, fault by fault, and by a hash over the memory they reach.
 * {@code -Dsectorzero.sequences=1000000} sets how many, {@code -Dsectorzero.seed} which.
 */
class SequencesAgainstPeerTest {

    private static final int CASES = Integer.getInteger("sectorzero.sequences", 40_000);
    private static final long SEED = Long.getLong("sectorzero.seed", 0x5EC7);
    private static final int BATCH = 20_000;
    private static final int HASH_EVERY = 4;
    /** Where CFSR stands among the words of a result. */
    private static final int CFSR = 20;
    private static final int BFAR = 23;
    private static final int MOST_REPORTS = 40;

    private static final String[] NAMES = names();

    private final Map<String, Integer> asked = new TreeMap<>();
    private final Map<String, String> differences = new TreeMap<>();
    private int excused;

    @TempDir Path folder;

    private static String[] names() {
        var names = new ArrayList<String>();
        for (int k = 0; k < 13; k++) {
            names.add("r" + k);
        }
        names.addAll(List.of("sp", "lr", "pc", "psr", "control", "primask", "basepri", "cfsr", "hfsr", "mmfar", "bfar", "hash",
                "fpscr"));
        for (int k = 0; k < 32; k++) {
            names.add("s" + k);
        }
        return names.toArray(String[]::new);
    }

    @Test
    void every_row_does_what_the_peer_does() throws IOException {
        Peer.require();
        List<Row> rows = InstructionSet.rows().stream().filter(row -> !Peer.NOT_ASKED.containsKey(row.syntax())).toList();
        boolean floats = rows.stream().anyMatch(row -> row.syntax().startsWith("VADD"));

        for (int done = 0; done < CASES; done += BATCH) {
            compare(rows, floats, SEED + done, Math.min(BATCH, CASES - done), done);
        }

        printCoverage();
        assertThat(differences.values()).as("seed %d", SEED).isEmpty();
        assertThat(excused).as("sequences in which the peer is known to do otherwise").isLessThan(CASES / 100);
    }

    private void compare(List<Row> rows, boolean floats, long seed, int count, int before) throws IOException {
        var sequences = new Sequences(seed, floats);
        var cases = new ArrayList<Sequences.Case>();
        for (int k = 0; k < count; k++) {
            cases.add(sequences.next(rows.get((before + k) % rows.size())));
        }
        byte[] input = Sequences.file(cases, floats, HASH_EVERY);
        Files.write(folder.resolve("cases.bin"), input);
        String printed = Peer.run("sequence", folder);
        assertThat(printed).isEmpty();
        int[] theirs = words(Files.readAllBytes(folder.resolve("results.bin")));
        var machine = new Machine("sequence");
        machine.file("cases.bin", input);
        machine.run(Long.MAX_VALUE / 2);
        int[] ours = words(machine.file("results.bin"));
        assertThat(ours).hasSameSizeAs(theirs);
        for (int k = 0; k < count; k++) {
            cases.get(k).instructions().forEach(instruction -> asked.merge(instruction.row.toString(), 1, Integer::sum));
            note(cases, k, ours, theirs);
        }
    }

    private void note(List<Sequences.Case> cases, int index, int[] ours, int[] theirs) {
        var text = new StringBuilder();
        List<Instruction> instructions = cases.get(index).instructions();
        if (isOtherwise(cases, index, ours, theirs)) {
            excused++;
            return;
        }
        for (int k = 0; k < Sequences.RESULT_WORDS; k++) {
            int mine = ours[index * Sequences.RESULT_WORDS + k];
            int other = theirs[index * Sequences.RESULT_WORDS + k];
            if (mine != other && !isKnown(instructions, NAMES[k], mine, other)) {
                text.append(" %s=%08X peer %08X".formatted(NAMES[k], mine, other));
            }
        }
        if (!text.isEmpty() && differences.size() < MOST_REPORTS) {
            Sequences.Case one = cases.get(index);
            Row row = one.instructions().get(one.instructions().size() - 1).row;
            differences.putIfAbsent(row.toString(), "case %d: %s%n   differs:%s%n".formatted(index, one, text));
        }
    }

    /** A sequence that ends elsewhere leaves another frame in memory, until that is filled anew after the next hash. */
    private static boolean isOtherwise(List<Sequences.Case> cases, int index, int[] ours, int[] theirs) {
        for (int k = index - index % HASH_EVERY; k <= index; k++) {
            int at = k * Sequences.RESULT_WORDS;
            if (Peer.skipsAlignment(cases.get(k).instructions(), ours[at + CFSR])
                    || Peer.readsAsZero(ours[at + CFSR], ours[at + BFAR], theirs[at + CFSR])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(List<Instruction> instructions, String name, int ours, int theirs) {
        return instructions.stream().anyMatch(one -> Peer.knownDifference(one, name, ours, theirs) != null);
    }

    private static int[] words(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    private void printCoverage() {
        System.out.printf("%d cases, seed %d: instructions of each row compared with %s%n", CASES, SEED, "qemu-system-arm");
        for (Row row : InstructionSet.rows()) {
            String reason = Peer.NOT_ASKED.get(row.syntax());
            System.out.printf("%8s  %s%n", reason == null ? asked.getOrDefault(row.toString(), 0) : "-",
                    row + (reason == null ? "" : "   (" + reason + ")"));
        }
    }
}
