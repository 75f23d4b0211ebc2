package io.sectorzero.figures;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.serve.BoardServer;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.usb.UsbDevice;
import io.sectorzero.sim.usb.UsbEndpoint;
import io.sectorzero.sim.usb.UsbFunction;
import io.sectorzero.sim.usb.UsbInterface;
import io.sectorzero.sim.usb.UsbSpeed;
import io.sectorzero.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How fast the USB/IP door is on loopback, with nothing but a client behind it. */
final class UsbIpServer {

    private static final int ROUNDS = 5;
    private static final int TRANSFERS = 4000;
    private static final int PIECES = 100;
    private static final int PIECE = 64 * 1024;
    private static final Bytes DEVICE_DESCRIPTOR = Bytes.parseHex("80 06 00 01 00 00 12 00");

    private UsbIpServer() {
    }

    static List<Row> rows() {
        Board board = Board.build(BoardSettings.healthy(), new World(1));
        board.usb().plug(Mirror.device(), 0);
        var request = new ServeRequest(Optional.empty(), Map.of("usbip", "0"), "127.0.0.1", true, Optional.empty(), 1);
        try (ServedBoard served = BoardServer.serve(board, request); var client = new UsbIpClient(port(served))) {
            client.attach("1-1");
            double control = 0;
            double bulk = 0;
            for (int round = 0; round < ROUNDS; round++) {
                control = Math.max(control, TRANSFERS / seconds(() -> controls(client)));
                bulk = Math.max(bulk, 2.0 * PIECES * PIECE / seconds(() -> bulks(client)));
            }
            return List.of(new Row("USB/IP server, control transfers", "≥ 2 000 a second", "%,.0f a second".formatted(control).replace(',', ' '),
                            "wall, loopback, one after the other, 18 bytes each, the best of %d rounds".formatted(ROUNDS)),
                    new Row("USB/IP server, bulk", "≥ 5 MB/s", String.format(Locale.ROOT, "%.0f MB/s", bulk / 1e6),
                            "wall, loopback, 64 KB out and back again, high speed, the best of %d rounds".formatted(ROUNDS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void controls(UsbIpClient client) throws IOException {
        for (int i = 0; i < TRANSFERS; i++) {
            client.submit(true, 0, 18, DEVICE_DESCRIPTOR, Bytes.NONE);
            client.reply(true);
        }
    }

    private static void bulks(UsbIpClient client) throws IOException {
        Bytes none = Bytes.repeat(0, 8);
        Bytes data = Bytes.repeat(0x5A, PIECE);
        for (int i = 0; i < PIECES; i++) {
            client.submit(false, 1, PIECE, none, data);
            client.submit(true, 1, PIECE, none, Bytes.NONE);
            client.reply(false);
            client.reply(true);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static int port(ServedBoard served) {
        String ready = served.ready().get(0);
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    /** A high-speed device that sends back what it gets. */
    private static final class Mirror implements UsbFunction {

        private final UsbDevice device = new UsbDevice(new UsbDescription(UsbSpeed.HIGH, 0x1209, 1, 0x100, 0, 64, "", "mirror", "", 0x80, 100,
                List.of(UsbInterface.of(0, 0xFF0000, "", UsbEndpoint.bulk(0x01, 512), UsbEndpoint.bulk(0x81, 512)))), this);

        static UsbDevice device() {
            return new Mirror().device;
        }

        @Override public void request(ControlRequest request) {
            request.stall();
        }

        @Override public void received(int endpoint, Bytes packet) {
            device.send(0x81, packet);
        }
    }
}
