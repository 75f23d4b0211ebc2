package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A board served over USB/IP, and the guest who has come for its loader. */
abstract class UsbIpAtTheDoor {

    static final String GET_STATUS = "A1 03 00 00 00 00 06 00";

    ServedBoard served;
    int port;

    @AfterEach
    void close() {
        if (served != null) {
            served.close();
        }
    }

    UsbIpGuest attached() throws IOException {
        var guest = new UsbIpGuest(port);
        assertThat(guest.attach("1-1")).isZero();
        return guest;
    }

    // A client that has just gone is noticed a moment later, and until then the device is its.
    UsbIpGuest attachedAgain() {
        return await().atMost(Duration.ofSeconds(20)).until(() -> {
            var guest = new UsbIpGuest(port);
            if (guest.attach("1-1") == 0) {
                return guest;
            }
            guest.close();
            return null;
        }, found -> found != null);
    }

    void serve() {
        serve(true);
    }

    void serve(boolean fast) {
        remember(new BoardServer().serve(request(Map.of("usbip", "0"), fast)));
    }

    void remember(ServedBoard board) {
        served = board;
        String ready = served.ready().get(0);
        assertThat(ready).matches("ready usbip 127\\.0\\.0\\.1:\\d+");
        port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    static ServeRequest request(Map<String, String> doors, boolean fast) {
        return new ServeRequest(Optional.empty(), doors, "127.0.0.1", fast, Optional.empty(), 1);
    }
}
