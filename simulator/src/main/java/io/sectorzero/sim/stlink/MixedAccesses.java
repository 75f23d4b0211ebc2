package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A list of single accesses to memory, done in one go.
 *
 * <pre>
 *   host   one byte each: 1 address, 2 write, 3 read, 5 access port; padded to whole words
 *   host   one word each: the address, the value, the address to read, the port
 *   probe  one word each: what was read
 *   probe  one word each: the status
 * </pre>
 *
 * As OpenOCD stlink_usb.c has it [C].
 */
final class MixedAccesses {

    private static final int ADDRESS = 1;
    private static final int WRITE = 2;
    private static final int READ = 3;
    private static final int PORT = 5;

    private final TargetAccess target;
    private final Bytes list;
    private final int items;
    private final ByteBuffer results;
    private Runnable done;
    private int item;
    private int address;
    private int port;

    MixedAccesses(TargetAccess target, Bytes list, int items) {
        this.target = target;
        this.list = list;
        this.items = items;
        results = ByteBuffer.allocate(2 * Integer.BYTES * items).order(ByteOrder.LITTLE_ENDIAN);
        for (int each = 0; each < items; each++) {
            status(each, Status.UNKNOWN_ERROR);
        }
    }

    /** How many bytes the host sends for so many items. */
    static int bytesFor(int items) {
        return padded(items) + Integer.BYTES * items;
    }

    void begin(Runnable whenDone) {
        done = whenDone;
        next();
    }

    private void next() {
        if (item == items) {
            done.run();
            return;
        }
        int value = list.u32(padded(items) + Integer.BYTES * item);
        switch (list.at(item)) {
            case ADDRESS -> {
                address = value;
                succeeded();
            }
            case PORT -> {
                port = value & 0xFF;
                succeeded();
            }
            case WRITE -> {
                byte[] word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
                target.memory(port, 0, address, word, Integer.BYTES, true, true, this::succeeded);
            }
            case READ -> {
                byte[] word = new byte[Integer.BYTES];
                target.memory(port, 0, value, word, Integer.BYTES, false, true, () -> {
                    results.put(Integer.BYTES * item, word);
                    succeeded();
                });
            }
            default -> done.run();
        }
    }

    /** The one under way has failed, and none after it is tried. */
    void failed(Status why) {
        status(item, why);
    }

    Bytes results() {
        return Bytes.copyOf(results.array());
    }

    private void succeeded() {
        status(item, Status.OK);
        item++;
        next();
    }

    private void status(int which, Status status) {
        results.putInt(Integer.BYTES * (items + which), status.code());
    }

    private static int padded(int items) {
        return (items + 3) / 4 * 4;
    }
}
