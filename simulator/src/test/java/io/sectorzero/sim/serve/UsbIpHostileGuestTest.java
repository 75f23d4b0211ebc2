package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a client of the USB/IP door does, vanishes, lies or talks nonsense: it harms its own connection alone, and the next one
 * finds the loader as it was.
 */
@Timeout(120)
class UsbIpHostileGuestTest extends UsbIpAtTheDoor {

    private static final int CONVERSATIONS = 4000;

    @Test
    void a_client_that_vanishes_in_the_middle_of_anything_leaves_the_device_to_the_next() throws IOException {
        serve();
        byte[] download = new UsbIpHeaderBytes(1, 0, 0, 2048, 0).bytes();
        System.arraycopy(Bytes.parseHex("21 01 02 00 00 00 00 08").toArray(), 0, download, 40, 8);
        for (int sent = 1; sent < download.length + 2048; sent += 211) {
            try (var guest = attachedAgain()) {
                guest.submit(true, 0, 6, Bytes.parseHex(GET_STATUS), Bytes.NONE);
                guest.raw(Arrays.copyOf(download, sent));
            }
        }
        try (var guest = attachedAgain()) {
            assertThat(guest.control(GET_STATUS, Bytes.NONE).data().at(4)).as("nothing of it arrived").isEqualTo(2);
        }
    }

    @Test
    void what_makes_no_sense_ends_that_connection_and_no_other() throws IOException {
        serve();
        byte[] hugeOut = new UsbIpHeaderBytes(1, 0, 1, 0x7FFF_FFFF, 0).bytes();
        byte[] negative = new UsbIpHeaderBytes(1, 1, 1, -5, 0).bytes();
        byte[] isochronous = new UsbIpHeaderBytes(1, 1, 1, 64, 3).bytes();
        byte[] endpoint99 = new UsbIpHeaderBytes(1, 1, 99, 64, 0).bytes();
        byte[] command9 = new UsbIpHeaderBytes(9, 0, 0, 0, 0).bytes();
        for (byte[] nonsense : new byte[][] {hugeOut, negative, isochronous, endpoint99, command9}) {
            try (var guest = attachedAgain()) {
                guest.raw(nonsense);
                assertThat(guest.isHungUpOn()).isTrue();
            }
        }
        for (byte[] nonsense : new byte[][] {{1, 6, (byte) 0x80, 5, 0, 0, 0, 0}, {1, 0x11, 0x12, 0x34, 0, 0, 0, 0}}) {
            try (var guest = new UsbIpGuest(port)) {
                guest.raw(nonsense);
                assertThat(guest.isHungUpOn()).isTrue();
            }
        }
        try (var guest = attachedAgain()) {
            assertThat(guest.control(GET_STATUS, Bytes.NONE).data().at(4)).isEqualTo(2);
        }
    }

    @Test
    void noise_for_thousands_of_conversations_leaves_the_device_there_and_the_door_open() throws IOException {
        serve();
        var dice = new Random(20_260_101);
        for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
            try (var guest = new UsbIpGuest(port)) {
                boolean imports = dice.nextInt(4) != 0 && guest.attach("1-1") == 0;
                for (int i = dice.nextInt(20); i >= 0; i--) {
                    guest.raw(imports && dice.nextBoolean() ? halfSensible(dice) : noise(dice));
                }
            } catch (SocketException | EOFException hungUp) {
                // Which is how most of these conversations are meant to end.
                continue;
            }
        }
        try (var guest = attachedAgain()) {
            assertThat(guest.control("80 06 00 01 00 00 12 00", Bytes.NONE).data().u16(8)).isEqualTo(0x0483);
        }
    }

    private static byte[] noise(Random dice) {
        byte[] bytes = new byte[dice.nextInt(100)];
        dice.nextBytes(bytes);
        return bytes;
    }

    // Requests a device understands, with sizes and endpoints it may not.
    private static byte[] halfSensible(Random dice) {
        byte[] header = new UsbIpHeaderBytes(1 + dice.nextInt(2), dice.nextInt(2), dice.nextInt(3), dice.nextInt(64), 0).bytes();
        byte[] setup = {(byte) (dice.nextBoolean() ? 0xA1 : 0x80), (byte) dice.nextInt(12), 0, (byte) dice.nextInt(4), 0, 0, (byte) dice.nextInt(80), 0};
        System.arraycopy(setup, 0, header, 40, 8);
        return header;
    }

    /** A header as a client would write it, field by field. */
    private record UsbIpHeaderBytes(int command, int direction, int endpoint, int length, int packets) {

        byte[] bytes() {
            return ByteBuffer.allocate(48).putInt(command).putInt(77).putInt(0).putInt(direction).putInt(endpoint).putInt(0)
                    .putInt(length).putInt(0).putInt(packets).array();
        }
    }
}
