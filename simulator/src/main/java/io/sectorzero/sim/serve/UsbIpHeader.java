package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.Setup;
import java.nio.ByteBuffer;

/**
 * What a USB/IP client sends once it has a device: 48 bytes, most significant byte first, except for the setup packet,
 * which is as on the bus. Linux, Documentation/usb/usbip_protocol.rst.
 *
 * @param number   what the client calls this message
 * @param endpoint without the direction bit
 * @param third    the first word behind the common ones: flags of a transfer, or the number of the one to call back
 * @param packets  isochronous packets; 0 and -1 both mean none
 */
record UsbIpHeader(int command, int number, boolean in, int endpoint, int third, int length, int packets, Bytes setup) {

    static final int BYTES = 48;
    static final int SUBMIT = 1;
    static final int UNLINK = 2;

    private static final int RET_SUBMIT = 3;
    private static final int RET_UNLINK = 4;
    /** The largest buffer a client may speak of; Linux itself asks for 16 KB to 1 MB. */
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_ENDPOINTS = 15;
    private static final int IN = 1;

    static UsbIpHeader of(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        int command = words.getInt();
        int number = words.getInt();
        words.getInt();
        int direction = words.getInt();
        int endpoint = words.getInt();
        int third = words.getInt();
        int length = words.getInt();
        words.getInt();
        int packets = words.getInt();
        return new UsbIpHeader(command, number, direction == IN, endpoint, third, length, packets,
                Bytes.copyOf(bytes, BYTES - Setup.BYTES, BYTES));
    }

    /** Whether it is something a client can mean. What is not, makes everything behind it unreadable. */
    boolean makesSense() {
        if (command == UNLINK) {
            return true;
        }
        boolean plain = packets == 0 || packets == -1;
        return command == SUBMIT && plain && endpoint >= 0 && endpoint <= MOST_ENDPOINTS && length >= 0 && length <= MOST_BYTES;
    }

    /** How many bytes follow it. */
    int dataBytes() {
        return command == SUBMIT && !in ? length : 0;
    }

    static byte[] submitted(int number, int status, int carried, Bytes data) {
        ByteBuffer reply = reply(RET_SUBMIT, number, status, data.length());
        reply.putInt(carried);
        reply.position(BYTES);
        return reply.put(data.toArray()).array();
    }

    static byte[] unlinked(int number, int status) {
        return reply(RET_UNLINK, number, status, 0).array();
    }

    private static ByteBuffer reply(int command, int number, int status, int room) {
        return ByteBuffer.allocate(BYTES + room).putInt(command).putInt(number).putInt(0).putInt(0).putInt(0).putInt(status);
    }
}
