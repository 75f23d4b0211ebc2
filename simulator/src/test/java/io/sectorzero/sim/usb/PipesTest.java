package io.sectorzero.sim.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.Transfer.Ending;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Transfers on endpoints from the host's side, USB Rev 2.0 §5 and §8: waiting, short packets, cancelling, resets; and every byte
 * in order.
 */
class PipesTest {

    private final Echo echo = new Echo();
    private final List<Transfer> ended = new ArrayList<>();

    PipesTest() {
        UsbSocket.setUp(echo.device, 7);
        echo.told.clear();
    }

    @Test
    void a_host_that_asks_waits_until_the_device_sends() {
        Transfer waiting = in(64);
        assertThat(waiting.ending()).isEmpty();

        echo.device.send(0x81, Bytes.of(1, 2, 3));

        assertThat(waiting.ending()).contains(Ending.DONE);
        assertThat(waiting.data()).isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void a_short_packet_ends_a_transfer_that_has_room_for_more() {
        echo.device.send(0x81, Bytes.repeat(7, 100));
        Transfer first = in(4096);

        assertThat(first.ending()).contains(Ending.DONE);
        assertThat(first.data().length()).isEqualTo(100);
    }

    @Test
    void a_message_of_whole_packets_does_not_end_a_transfer_with_room() {
        echo.device.send(0x81, Bytes.repeat(7, 128));
        Transfer first = in(4096);
        assertThat(first.ending()).isEmpty();

        echo.device.send(0x81, Bytes.NONE);
        assertThat(first.ending()).contains(Ending.DONE);
        assertThat(first.data().length()).isEqualTo(128);
    }

    @Test
    void a_packet_larger_than_the_room_is_an_overflow() {
        echo.device.send(0x81, Bytes.repeat(7, 64));
        assertThat(in(10).ending()).contains(Ending.OVERFLOW);
    }

    @Test
    void a_device_without_room_makes_the_host_wait_and_loses_nothing() {
        echo.full = true;
        Transfer out = out(Bytes.repeat(5, 130));
        assertThat(out.ending()).isEmpty();
        assertThat(echo.packets).isEmpty();

        echo.full = false;
        echo.device.ready(0x01);

        assertThat(out.ending()).contains(Ending.DONE);
        assertThat(echo.packets).extracting(Bytes::length).containsExactly(64, 64, 2);
    }

    @Test
    void a_cancelled_transfer_takes_nothing_more_and_the_next_one_goes_on() {
        Transfer first = in(64);
        Transfer second = in(64);
        echo.device.cancel(first);
        echo.device.send(0x81, Bytes.of(9));

        assertThat(first.ending()).contains(Ending.CANCELLED);
        assertThat(second.data()).isEqualTo(Bytes.of(9));
    }

    @Test
    void what_was_carried_of_a_cancelled_transfer_to_the_device_is_not_the_start_of_the_next() {
        echo.packetsOfRoom = 2;
        Transfer first = out(Bytes.repeat(1, 64));
        Transfer second = out(Bytes.repeat(2, 200));
        echo.device.cancel(second);
        echo.packetsOfRoom = Integer.MAX_VALUE;
        Transfer third = out(Bytes.repeat(3, 65));

        assertThat(List.of(first, second, third)).extracting(one -> one.ending().orElseThrow())
                .containsExactly(Ending.DONE, Ending.CANCELLED, Ending.DONE);
        assertThat(echo.packets).extracting(Bytes::length).containsExactly(64, 64, 64, 1);
        assertThat(echo.packets.get(2).isAll(3)).isTrue();
    }

    @Test
    void a_reset_ends_everything_and_empties_the_device() {
        Transfer waiting = in(64);
        echo.device.reset();
        assertThat(waiting.ending()).contains(Ending.CANCELLED);

        UsbSocket.setUp(echo.device, 7);
        echo.device.send(0x81, Bytes.of(1));
        echo.device.reset();
        UsbSocket.setUp(echo.device, 7);
        assertThat(in(64).ending()).isEmpty();
    }

    @Test
    void an_endpoint_that_is_not_there_does_not_answer() {
        Transfer nowhere = Transfer.in(0x85, 64, ended::add);
        echo.device.submit(nowhere);
        assertThat(nowhere.ending()).contains(Ending.NO_ANSWER);
    }

    @Test
    void a_request_the_host_gives_up_is_abandoned_and_its_late_answer_lost() {
        Transfer asked = control(new Setup(0xC0, 2, 0, 0, 4));
        ControlRequest request = echo.held;
        echo.device.cancel(asked);
        request.answer(Bytes.of(1));

        assertThat(asked.ending()).contains(Ending.CANCELLED);
        assertThat(echo.told).containsExactly("abandoned 2");
    }

    @Test
    void a_new_request_ends_one_that_was_not_answered() {
        Transfer old = control(new Setup(0xC0, 2, 0, 0, 4));
        Transfer fresh = control(new Setup(0xC0, 1, 0x1234, 0, 2));

        assertThat(old.ending()).contains(Ending.CANCELLED);
        assertThat(fresh.data()).isEqualTo(Bytes.of(0x34, 0x12));
    }

    @Property(tries = 200)
    void every_byte_that_goes_in_comes_out_in_order_whatever_the_sizes(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 300) Integer> messages, @ForAll @IntRange(min = 1, max = 5) int packetsOfRoom) {
        echo.device.reset();
        UsbSocket.setUp(echo.device, 7);
        ended.clear();
        int sum = 0;
        for (int length : messages) {
            byte[] content = new byte[length];
            for (int i = 0; i < length; i++) {
                content[i] = (byte) (sum + i);
            }
            out(Bytes.copyOf(content));
            sum += length;
        }
        Bytes got = Bytes.NONE;
        while (got.length() < sum) {
            Transfer in = in(64 * packetsOfRoom);
            if (in.ending().isEmpty()) {
                echo.device.send(0x81, Bytes.NONE);
            }
            got = got.then(in.data());
        }
        assertThat(got.length()).isEqualTo(sum);
        for (int i = 0; i < sum; i++) {
            assertThat(got.at(i)).isEqualTo(i & 0xFF);
        }
    }

    private Transfer in(int room) {
        return submitted(Transfer.in(0x81, room, ended::add));
    }

    private Transfer out(Bytes data) {
        return submitted(Transfer.out(0x01, data, ended::add));
    }

    private Transfer control(Setup setup) {
        return submitted(Transfer.control(setup, Bytes.NONE, ended::add));
    }

    private Transfer submitted(Transfer transfer) {
        echo.device.submit(transfer);
        return transfer;
    }
}
