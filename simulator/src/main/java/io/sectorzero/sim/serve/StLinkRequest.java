package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;

/**
 * One request to a probe's server.
 *
 * <pre>
 *   00 0              refresh the list
 *   01                how many probes
 *   02 i 0 0 size     about the i-th
 *   03 0 0 0 id       open it
 *   04 0 0 0 conn     close it
 *   05 0 0 0 conn c…  a probe's command of 16 bytes, direction and three zeros, length; and the data, when they go to the probe
 *   06 api 0 0        which version
 * </pre>
 *
 * Words with the least byte first. As OpenOCD stlink_usb.c has it [C].
 */
record StLinkRequest(Bytes bytes) {

    enum Operation {
        REFRESH(2), COUNT(1), ABOUT(8), OPEN(8), CLOSE(8), COMMAND(32), VERSION(4);

        private final int length;

        Operation(int length) {
            this.length = length;
        }
    }

    enum Direction { TO_PROBE, FROM_PROBE, TRACE }

    /** The longest that a probe takes at once, and what there is room for on its way back. */
    static final int MOST_TO_PROBE = 0xFFFF;
    static final int MOST_FROM_PROBE = 32 * 1024;

    /** How many bytes a request has that begins like this; 0 when more must be seen first, -1 when there is none like it. */
    static int length(Bytes begin) {
        if (begin.isEmpty()) {
            return 0;
        }
        if (begin.at(0) >= Operation.values().length) {
            return -1;
        }
        Operation operation = Operation.values()[begin.at(0)];
        if (operation != Operation.COMMAND) {
            return operation.length;
        }
        if (begin.length() < operation.length) {
            return 0;
        }
        var request = new StLinkRequest(begin);
        int data = request.dataLength();
        if (request.direction() == null || data < 0 || data > (request.direction() == Direction.TO_PROBE ? MOST_TO_PROBE : MOST_FROM_PROBE)) {
            return -1;
        }
        return operation.length + (request.direction() == Direction.TO_PROBE ? data : 0);
    }

    Operation operation() {
        return Operation.values()[bytes.at(0)];
    }

    int index() {
        return bytes.at(1);
    }

    /** Of a probe or of a connection. */
    int number() {
        return bytes.u32(4);
    }

    Bytes command() {
        return bytes.slice(8, 24);
    }

    /** Null when there is none of that number. */
    Direction direction() {
        return switch (bytes.at(24)) {
            case 0 -> Direction.TO_PROBE;
            case 1 -> Direction.FROM_PROBE;
            case 3 -> Direction.TRACE;
            default -> null;
        };
    }

    int dataLength() {
        return bytes.u32(28);
    }

    Bytes data() {
        return bytes.slice(Operation.COMMAND.length, bytes.length());
    }
}
