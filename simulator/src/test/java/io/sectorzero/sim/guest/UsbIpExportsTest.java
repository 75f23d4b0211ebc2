package io.sectorzero.sim.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.sim.guest.UsbIpExports.Exported;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which devices a served board exports, asked of a real door. */
@Timeout(60)
class UsbIpExportsTest {

    @Test
    void what_a_served_board_exports_is_seen_and_a_closed_one_exports_nothing() {
        int port;
        UsbIpExports exports;
        try (ServedBoard board = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow()
                .serve(new ServeRequest(Optional.empty(), Map.of("usbip", "0"), "127.0.0.1", true, Optional.empty(), 1))) {
            String ready = board.ready().get(0);
            port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
            exports = new UsbIpExports(port);

            assertThat(exports.now()).extracting(Exported::id).as("the loader, and a probe with more than one interface")
                    .containsExactlyInAnyOrder("1-1", "1-2");
            assertThat(exports.now()).extracting(Exported::number).allMatch(number -> number.startsWith("0001")).doesNotHaveDuplicates();
            assertThat(exports.now()).extracting(Exported::port).containsOnly(port);
        }
        assertThat(exports.now()).isEmpty();
    }
}
