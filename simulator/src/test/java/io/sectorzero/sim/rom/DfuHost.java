package io.sectorzero.sim.rom;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A host on USB that says exactly what a test wants said. */
final class DfuHost {

    static final UsbMatch LOADER = new UsbMatch(0x0483, Set.of(0xDF11), Optional.empty());

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STATUS_BYTES = 6;

    private final SimulatedBench bench;
    private final UsbPort port;
    private UsbLink link;

    private DfuHost(BoardSettings settings) {
        bench = SimulatedBench.open(BenchDescription.parse("dfu host", "kind = \"simulator\""), settings, 1);
        port = bench.usb();
    }

    /** A host that waits for no device yet. */
    static DfuHost at(BoardSettings settings) {
        return new DfuHost(settings);
    }

    /** A host whose loader is there and opened. */
    static DfuHost with(BoardSettings settings) {
        var host = new DfuHost(settings);
        host.open();
        return host;
    }

    void open() {
        link = port.await(LOADER, patience());
    }

    Board board() {
        return bench.board();
    }

    SimulatedBench bench() {
        return bench;
    }

    UsbPort port() {
        return port;
    }

    /** Whether the loader's device is there; the probe beside it always is. */
    boolean seesLoader() {
        return port.present().stream().anyMatch(LOADER::fits);
    }

    UsbLink link() {
        return link;
    }

    Deadline patience() {
        return Deadline.in(PATIENCE, bench.time());
    }

    void pass(Duration duration) {
        bench.time().pass(duration);
    }

    UsbTransfer download(int block, Bytes data) {
        return link.control(new SetupPacket(0x21, 1, block, 0, data.length()), data, patience());
    }

    UsbTransfer upload(int block, int length) {
        return in(2, block, length);
    }

    /** "status state", for example "00 05"; "stall" when it is refused. */
    String status() {
        UsbTransfer answer = in(3, 0, STATUS_BYTES);
        return answer.isDone() ? Bytes.of(answer.data().at(0), answer.data().at(4)).hex() : "stall";
    }

    /** The poll time of the next status, in ms. */
    int announced() {
        Bytes answer = in(3, 0, STATUS_BYTES).data();
        return answer.u16(1) | answer.at(3) << 16;
    }

    int state() {
        return in(5, 0, 1).data().at(0);
    }

    UsbTransfer out(int request) {
        return link.control(new SetupPacket(0x21, request, 0, 0, 0), Bytes.NONE, patience());
    }

    UsbTransfer in(int request, int value, int length) {
        return link.control(new SetupPacket(0xA1, request, value, 0, length), Bytes.NONE, patience());
    }

    /** Downloads a block and asks twice, as every operation wants it; returns the second status. */
    String perform(int block, Bytes data) {
        if (!download(block, data).isDone()) {
            return "stall";
        }
        String first = status();
        return first.equals("00 04") ? status() : "first " + first;
    }

    String setAddress(long address) {
        return perform(0, command(0x21, address));
    }

    String erase(long address) {
        return perform(0, command(0x41, address));
    }

    String massErase() {
        return perform(0, Bytes.of(0x41));
    }

    static Bytes command(int code, long address) {
        Bytes big = Address.of(address).bigEndian();
        return Bytes.of(code, big.at(3), big.at(2), big.at(1), big.at(0));
    }
}
