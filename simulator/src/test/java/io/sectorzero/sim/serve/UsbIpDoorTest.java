package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.world.World;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A served board's devices on USB/IP, from the other end of the connection: a guest written from the description of the protocol. */
@Timeout(120)
class UsbIpDoorTest extends UsbIpAtTheDoor {

    private static final String SET_ADDRESS = "21 01 00 00 00 00 05 00";
    private static final int STALL = -32;
    private static final int INVALID = -22;
    private static final int RESET_BY_US = -104;

    @Test
    void who_knocks_before_the_world_turns_waits_and_is_then_let_in() throws IOException {
        var broken = new AtomicReference<Throwable>();
        try (UsbIpDoor door = UsbIpDoor.open("127.0.0.1", 0, Runnable::run, (thread, why) -> broken.set(why));
             var early = new Socket("127.0.0.1", door.port())) {
            early.getOutputStream().write(Bytes.parseHex("01 11 80 05 00 00 00 00").toArray());
            early.setSoTimeout(200);
            assertThatThrownBy(() -> early.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            door.start();
            early.setSoTimeout(20_000);
            assertThat(Bytes.copyOf(early.getInputStream().readNBytes(12))).isEqualTo(Bytes.parseHex("01 11 00 05 00 00 00 00 00 00 00 00"));
        }
        assertThat(broken).hasNullValue();
    }

    @Test
    void the_list_names_the_loader_and_the_probe_with_their_numbers() throws IOException {
        serve();
        try (var guest = new UsbIpGuest(port)) {
            ByteBuffer reply = ByteBuffer.wrap(guest.list());

            assertThat(reply.remaining()).isEqualTo(4 + 312 + 4 + 312 + 4 * 4);
            assertThat(reply.getInt()).isEqualTo(2);
            assertThat(reply.getInt(4 + 288 + 8)).as("speed").isEqualTo(2);
            assertThat(reply.getShort(4 + 300) & 0xFFFF).isEqualTo(0x0483);
            assertThat(reply.getShort(4 + 302) & 0xFFFF).isEqualTo(0xDF11);
            assertThat(reply.getInt(4 + 312)).isEqualTo(0xFE010200);
            assertThat(reply.getShort(4 + 316 + 302) & 0xFFFF).isEqualTo(0x374B);
            assertThat(reply.getInt(4 + 316 + 312)).isEqualTo(0xFFFFFF00);
        }
    }

    @Test
    void a_kernels_enumeration_gets_the_answers_it_wants() throws IOException {
        serve();
        try (var guest = attached()) {
            assertThat(guest.control("80 06 00 01 00 00 40 00", Bytes.NONE).data().length()).isEqualTo(18);
            assertThat(guest.control("80 06 00 02 00 00 09 00", Bytes.NONE).data().u16(2)).isEqualTo(54);
            assertThat(guest.control("80 06 00 02 00 00 36 00", Bytes.NONE).data().length()).isEqualTo(54);
            assertThat(guest.control("80 06 00 03 00 00 FF 00", Bytes.NONE).data()).isEqualTo(Bytes.parseHex("04 03 09 04"));
            assertThat(guest.control("80 06 03 03 09 04 FF 00", Bytes.NONE).data().length()).isEqualTo(26);
            assertThat(guest.control("00 09 01 00 00 00 00 00", Bytes.NONE).status()).isZero();
            assertThat(guest.control("80 06 00 06 00 00 0A 00", Bytes.NONE).status()).isEqualTo(STALL);
            assertThat(guest.control("01 0B 03 00 00 00 00 00", Bytes.NONE).status()).isZero();
        }
    }

    @Test
    void an_operation_of_the_loader_takes_the_boards_time_and_nobody_waits_for_it() throws IOException {
        Board board = Board.build(BoardSettings.healthy(), new World(1));
        remember(BoardServer.serve(board, request(Map.of("usbip", "0"), true)));
        try (var guest = attached()) {
            assertThat(guest.control(SET_ADDRESS, Bytes.parseHex("41 00 00 08 08")).status()).isZero();
            assertThat(guest.control(GET_STATUS, Bytes.NONE).data().at(4)).as("dfuDNBUSY").isEqualTo(4);
            assertThat(guest.control(GET_STATUS, Bytes.NONE).data().at(4)).as("dfuDNLOAD-IDLE").isEqualTo(5);
        }
        served.close();
        assertThat(Duration.ofNanos(board.world().nanos())).as("erasing 128 KB").isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_second_client_is_told_that_the_device_is_busy_and_gets_it_when_the_first_has_gone() throws IOException {
        serve();
        try (var first = attached(); var second = new UsbIpGuest(port); var lost = new UsbIpGuest(port)) {
            assertThat(second.attach("1-1")).isEqualTo(2);
            assertThat(second.isHungUpOn()).isTrue();
            assertThat(lost.attach("1-7")).isEqualTo(4);
            assertThat(first.control(GET_STATUS, Bytes.NONE).status()).isZero();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (var third = new UsbIpGuest(port)) {
                return third.attach("1-1") == 0 && third.control(GET_STATUS, Bytes.NONE).status() == 0;
            }
        });
    }

    @Test
    void a_transfer_called_back_says_so_once_and_one_that_has_ended_says_nothing_was_left() throws IOException {
        serve();
        try (var guest = attached()) {
            guest.control(SET_ADDRESS, Bytes.parseHex("21 00 00 00 08"));
            int ended = guest.submit(true, 0, 6, Bytes.parseHex(GET_STATUS), Bytes.NONE);
            assertThat(guest.reply(true).number()).isEqualTo(ended);
            int late = guest.unlink(ended);
            assertThat(guest.reply(false)).extracting(UsbIpGuest.Reply::command, UsbIpGuest.Reply::number, UsbIpGuest.Reply::status)
                    .containsExactly(4, late, 0);

            int unknown = guest.unlink(4711);
            assertThat(guest.reply(false)).extracting(UsbIpGuest.Reply::number, UsbIpGuest.Reply::status).containsExactly(unknown, 0);
        }
    }

    @Test
    void a_request_the_loader_holds_can_be_called_back() throws IOException {
        serve(false);
        try (var guest = attached()) {
            guest.control(SET_ADDRESS, Bytes.parseHex("41 00 00 08 08"));
            guest.control(GET_STATUS, Bytes.NONE);
            int held = guest.submit(true, 0, 6, Bytes.parseHex(GET_STATUS), Bytes.NONE);
            int back = guest.unlink(held);

            assertThat(guest.reply(false)).extracting(UsbIpGuest.Reply::command, UsbIpGuest.Reply::number, UsbIpGuest.Reply::status)
                    .containsExactly(4, back, RESET_BY_US);
            assertThat(guest.control("A1 05 00 00 00 00 01 00", Bytes.NONE).data().at(0)).as("held until the erase ends").isEqualTo(3);
        }
    }

    @Test
    void a_device_that_leaves_answers_first_and_then_the_connection_ends() throws IOException {
        serve();
        try (var guest = attached()) {
            guest.control("21 01 00 00 00 00 00 00", Bytes.NONE);
            assertThat(guest.control(GET_STATUS, Bytes.NONE).data().at(4)).as("dfuMANIFEST").isEqualTo(7);
            assertThat(guest.isHungUpOn()).isTrue();
        }
        try (var guest = new UsbIpGuest(port)) {
            assertThat(ByteBuffer.wrap(guest.list()).getInt()).as("the probe alone").isEqualTo(1);
        }
    }

    @Test
    void a_reset_loader_comes_back_under_the_same_name() throws IOException {
        serve();
        try (var guest = attached()) {
            guest.control(SET_ADDRESS.replace("05 00", "01 00"), Bytes.of(0x92));
            guest.control(GET_STATUS, Bytes.NONE);
            assertThat(guest.isHungUpOn()).isTrue();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (var again = new UsbIpGuest(port)) {
                return again.attach("1-1") == 0;
            }
        });
    }

    @Test
    void an_answer_is_never_longer_than_the_room_for_it_and_a_mismatch_is_refused() throws IOException {
        serve();
        try (var guest = attached()) {
            guest.submit(true, 0, 8, Bytes.parseHex("80 06 00 01 00 00 40 00"), Bytes.NONE);
            assertThat(guest.reply(true).status()).as("less room than the setup packet asks for").isEqualTo(INVALID);
            guest.submit(true, 5, 64, Bytes.repeat(0, 8), Bytes.NONE);
            assertThat(guest.reply(true).status()).as("no such endpoint").isNegative();
            assertThat(guest.control(GET_STATUS, Bytes.NONE).status()).isZero();
        }
    }

    @Test
    void thousands_of_control_transfers_are_answered_each_once_and_in_order() throws IOException {
        serve();
        try (var guest = attached()) {
            for (int i = 0; i < 40; i++) {
                int first = 0;
                for (int n = 0; n < 100; n++) {
                    int number = guest.submit(true, 0, 6, Bytes.parseHex(GET_STATUS), Bytes.NONE);
                    first = n == 0 ? number : first;
                }
                for (int n = 0; n < 100; n++) {
                    assertThat(guest.reply(true)).extracting(UsbIpGuest.Reply::number, UsbIpGuest.Reply::carried).containsExactly(first + n, 6);
                }
            }
        }
    }

    @Test
    void megabytes_through_bulk_endpoints_come_back_as_they_were() throws IOException {
        serveMirror();
        int piece = 64 * 1024;
        try (var guest = attached()) {
            for (int i = 0; i < 32; i++) {
                Bytes data = Bytes.repeat(i, piece);
                guest.submit(false, 1, piece, Bytes.repeat(0, 8), data);
                guest.submit(true, 1, piece, Bytes.repeat(0, 8), Bytes.NONE);
                assertThat(guest.reply(false).carried()).isEqualTo(piece);
                assertThat(guest.reply(true).data()).isEqualTo(data);
            }
        }
    }

    @Test
    void a_host_that_waits_at_an_empty_endpoint_can_do_other_things_meanwhile() throws IOException {
        serveMirror();
        try (var guest = attached()) {
            int waits = guest.submit(true, 1, 512, Bytes.repeat(0, 8), Bytes.NONE);
            int another = guest.submit(true, 1, 512, Bytes.repeat(0, 8), Bytes.NONE);
            assertThat(guest.control("80 06 00 01 00 00 12 00", Bytes.NONE).status()).isZero();
            int back = guest.unlink(waits);
            assertThat(guest.reply(false)).extracting(UsbIpGuest.Reply::number, UsbIpGuest.Reply::status).containsExactly(back, RESET_BY_US);

            guest.submit(false, 1, 3, Bytes.repeat(0, 8), Bytes.of(7, 8, 9));
            UsbIpGuest.Reply first = guest.reply(true);
            UsbIpGuest.Reply second = guest.reply(first.number() != another);
            UsbIpGuest.Reply brought = first.number() == another ? first : second;
            assertThat(brought.number()).isEqualTo(another);
            assertThat(brought.carried()).as("a short packet is not padded").isEqualTo(3);
        }
    }

    @Test
    void a_port_that_is_taken_is_said_to_be() throws IOException {
        serve();
        assertThatThrownBy(() -> new BoardServer().serve(request(Map.of("usbip", Integer.toString(port)), true)))
                .isInstanceOf(LinkUnavailable.class).hasMessageContaining(":" + port);
    }

    private void serveMirror() {
        Board board = Board.build(BoardSettings.healthy().with(new BootCondition(Strap.LOW, false, List.of(), NoiseAfter.ANY_RESET)), new World(1));
        board.usb().plug(Mirror.device(), 0);
        remember(BoardServer.serve(board, request(Map.of("usbip", "0"), true)));
    }
}
