package io.sectorzero.sim.rom;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.time.Deadline;
import java.time.Duration;

/** A host that says exactly what a test wants said. */
final class LoaderLine {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedBench bench;

    LoaderLine(BoardSettings settings) {
        bench = SimulatedBench.open(BenchDescription.parse("loader line", "kind = \"simulator\""), settings, 1);
        bench.uart().configure(LineSettings.even(115_200));
    }

    /** A line whose loader has been spoken to. */
    static LoaderLine synchronised(BoardSettings settings) {
        var line = new LoaderLine(settings);
        if (!line.ask("7F").equals("79")) {
            throw new AssertionError("the loader does not answer 7F");
        }
        return line;
    }

    Board board() {
        return bench.board();
    }

    ByteLink link() {
        return bench.uart();
    }

    /** Sends and returns all that comes until the line falls idle; empty after a minute of silence. */
    String ask(String hex) {
        bench.uart().send(Bytes.parseHex(hex));
        return heard();
    }

    String heard() {
        byte[] into = new byte[600];
        int count = bench.uart().receive(into, Deadline.in(PATIENCE, bench.time()));
        return Bytes.copyOf(into, 0, count).hex();
    }

    String ask(Bytes bytes) {
        return ask(bytes.hex());
    }

    /** The address stage of a command. */
    String address(long address) {
        Bytes bytes = Address.of(address).bigEndian();
        return ask(bytes.then(Checksums.xor(bytes)));
    }

    /** A whole Write Memory; returns the last answer. */
    String write(long address, Bytes data) {
        ask("31 CE");
        String answer = address(address);
        if (!answer.equals("79")) {
            return answer;
        }
        Bytes counted = Bytes.of(data.length() - 1).then(data);
        return ask(counted.then(Checksums.xor(counted)));
    }

    /** A whole Read Memory; returns the data, or the answer that refused it. */
    String read(long address, int count) {
        String answer = ask("11 EE");
        if (answer.equals("79")) {
            answer = address(address);
        }
        if (answer.equals("79")) {
            answer = ask(Bytes.of(count - 1, 0xFF ^ count - 1));
        }
        return answer.startsWith("79 ") ? answer.substring(3) : answer;
    }

    String erase(String list) {
        ask("44 BB");
        Bytes bytes = Bytes.parseHex(list);
        return ask(bytes.then(Checksums.xor(bytes)));
    }

    long nanos() {
        return bench.time().nanos();
    }
}
