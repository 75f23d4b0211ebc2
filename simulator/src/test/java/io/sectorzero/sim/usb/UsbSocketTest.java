package io.sectorzero.sim.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.Transfer.Ending;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugging, enumerating and unplugging, and the time a bus takes for what it carries. */
class UsbSocketTest {

    private final World world = new World(1);
    private final UsbSocket socket = new UsbSocket(world);
    private final Echo echo = new Echo();
    private final List<Long> endedAt = new ArrayList<>();

    @Test
    void a_device_is_there_when_it_has_been_enumerated_and_not_before() {
        var changes = new ArrayList<Long>();
        socket.onChange(() -> changes.add(world.nanos()));
        socket.plug(echo.device, 0);
        world.pass(Duration.ofNanos(UsbSocket.ENUMERATION_NANOS - 1));
        assertThat(socket.present()).isEmpty();
        assertThat(socket.isWorking()).isTrue();

        world.pass(Duration.ofNanos(1));
        assertThat(socket.present()).hasSize(1);
        assertThat(socket.isWorking()).isFalse();
        assertThat(changes).containsExactly(UsbSocket.ENUMERATION_NANOS);
    }

    @Test
    void a_device_that_leaves_while_it_settles_never_appears() {
        socket.plug(echo.device, 0);
        world.pass(Duration.ofMillis(100));
        socket.unplug(echo.device);
        world.pass(Duration.ofSeconds(1));
        assertThat(socket.present()).isEmpty();
    }

    /** USB Rev 2.0 Tables 5-9 and 5-10: packets of the largest size in a frame, which is what the table here must come to. */
    @ParameterizedTest
    @CsvSource({"FULL, 64, 19", "FULL, 32, 33", "FULL, 8, 71", "HIGH, 512, 13", "HIGH, 64, 63"})
    void as_many_packets_fit_a_frame_as_the_standard_counts(UsbSpeed speed, int packet, int count) {
        assertThat(speed.dataNanos(packet * count, packet)).isLessThanOrEqualTo(speed.frameNanos());
        assertThat(speed.dataNanos(packet * (count + 1), packet)).isGreaterThan(speed.frameNanos());
    }

    @Test
    void a_transfer_begins_with_a_frame_and_takes_its_packets_time() {
        PluggedDevice plugged = plugged();
        world.pass(Duration.ofMillis(1).plusNanos(1));
        long frame = UsbSpeed.FULL.nextFrameNanos(world.nanos());
        plugged.submit(Transfer.out(0x01, Bytes.repeat(1, 2048), this::ended));
        world.pass(Duration.ofMillis(10));

        long wire = UsbSpeed.FULL.dataNanos(2048, 64);
        assertThat(endedAt).hasSize(1);
        assertThat(endedAt.get(0) - frame).isBetween(wire, wire + UsbSpeed.FULL.statusNanos());
    }

    @Test
    void a_request_held_by_the_device_keeps_the_host_waiting_and_the_socket_working() {
        PluggedDevice plugged = plugged();
        Transfer asked = Transfer.control(new Setup(0xC0, 2, 0, 0, 6), Bytes.NONE, this::ended);
        plugged.submit(asked);
        world.pass(Duration.ofSeconds(3));
        assertThat(asked.ending()).isEmpty();
        assertThat(socket.isWorking()).isTrue();

        echo.held.answer(Bytes.repeat(1, 6));
        world.pass(Duration.ofMillis(1));
        assertThat(asked.ending()).contains(Ending.DONE);
        assertThat(endedAt).hasSize(1);
        assertThat(socket.isWorking()).isFalse();
    }

    @Test
    void a_host_waiting_for_nothing_in_particular_is_no_work() {
        PluggedDevice plugged = plugged();
        plugged.submit(Transfer.in(0x81, 64, this::ended));
        world.pass(Duration.ofMillis(5));
        assertThat(socket.isWorking()).isFalse();
        assertThat(endedAt).isEmpty();
    }

    @Test
    void pulling_the_plug_ends_what_is_on_the_wire_what_waits_and_what_comes_after() {
        PluggedDevice plugged = plugged();
        Transfer waiting = Transfer.in(0x81, 64, this::ended);
        plugged.submit(waiting);
        world.pass(Duration.ofMillis(5));
        Transfer onTheWire = Transfer.out(0x01, Bytes.repeat(1, 64), this::ended);
        plugged.submit(onTheWire);
        socket.unplug(echo.device);
        Transfer late = Transfer.out(0x01, Bytes.repeat(1, 64), this::ended);
        plugged.submit(late);

        assertThat(List.of(waiting, onTheWire, late)).extracting(one -> one.ending().orElseThrow()).containsOnly(Ending.GONE);
        assertThat(endedAt).hasSize(3);
        assertThat(echo.packets).isEmpty();
        assertThat(plugged.isHere()).isFalse();
    }

    @Test
    void a_transfer_called_back_at_any_moment_ends_once_and_only_once() {
        for (long delay = 0; delay < 4_000_000; delay += 50_000) {
            var fresh = new UsbSocketTest();
            PluggedDevice plugged = fresh.plugged();
            Transfer transfer = Transfer.control(new Setup(0xC0, 1, 0x0201, 0, 2), Bytes.NONE, fresh::ended);
            plugged.submit(transfer);
            fresh.world.pass(Duration.ofNanos(delay));
            plugged.cancel(transfer);
            fresh.world.pass(Duration.ofMillis(10));

            assertThat(fresh.endedAt).as("called back after %d ns", delay).hasSize(1);
            assertThat(transfer.ending().orElseThrow()).isIn(Ending.DONE, Ending.CANCELLED);
        }
    }

    @Test
    void a_bus_reset_leaves_the_device_in_place_and_as_new() {
        PluggedDevice plugged = plugged();
        echo.told.clear();
        plugged.submit(Transfer.in(0x81, 64, this::ended));
        world.pass(Duration.ofMillis(2));
        plugged.reset();

        assertThat(endedAt).hasSize(1);
        assertThat(echo.told).containsExactly("reset");
        assertThat(plugged.isHere()).isTrue();
        assertThat(socket.present()).containsExactly(plugged);
    }

    @Test
    void transfers_of_one_endpoint_end_in_the_order_in_which_they_were_handed_over() {
        PluggedDevice plugged = plugged();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 16; i++) {
            int number = i;
            plugged.submit(Transfer.in(0x81, 64, transfer -> order.add(number)));
        }
        world.pass(Duration.ofMillis(2));
        for (int i = 0; i < 16; i++) {
            echo.device.send(0x81, Bytes.of(i));
        }
        world.pass(Duration.ofMillis(2));
        assertThat(order).isSorted().hasSize(16);
    }

    private PluggedDevice plugged() {
        socket.plug(echo.device, 0);
        world.pass(Duration.ofNanos(UsbSocket.ENUMERATION_NANOS));
        return socket.present().get(0);
    }

    private void ended(Transfer transfer) {
        endedAt.add(world.nanos());
    }
}
