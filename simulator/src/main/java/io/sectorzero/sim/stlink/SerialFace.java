package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.UsbDevice;
import io.sectorzero.sim.world.World;

/**
 * The probe's serial port: a CDC ACM interface that carries the target's line. What a host says of the line holds from the
 * moment somebody opens the port (DTR) or sends; a driver that only looks at the port changes nothing for others on the line.
 * USB CDC PSTN 1.2 §6.3.
 */
final class SerialFace {

    private static final int SET_LINE_CODING = 0x20;
    private static final int GET_LINE_CODING = 0x21;
    private static final int SET_CONTROL_LINE_STATE = 0x22;
    private static final int SEND_BREAK = 0x23;
    private static final int CODING_BYTES = 7;
    private static final int PARITY_AT = 5;
    private static final char[] PARITIES = {'N', 'O', 'E'};
    private static final int DTR = 1;

    /** What the probe has room for on its way to the target, and on its way back. */
    private static final int OUTGOING_BYTES = 512;
    private static final int INCOMING_BYTES = 4096;
    // It hands over what has come once in a while, and at once when there is a packet full.
    private static final long HANDS_OVER_NANOS = 1_000_000;

    private final World world;
    private final TargetLine line;
    private final int packetBytes;
    private UsbDevice device;
    private Bytes coding;
    private boolean open;
    private boolean told;
    private boolean looksAgain;
    private final byte[] gathered = new byte[512];
    private int count;
    private long ticket;

    SerialFace(World world, TargetLine line, int packetBytes) {
        this.world = world;
        this.line = line;
        this.packetBytes = packetBytes;
        powerUp();
        line.onByte(this::arrived);
    }

    void belongsTo(UsbDevice owner) {
        device = owner;
    }

    void powerUp() {
        coding = Words.of(115_200).then(Bytes.of(0, 0, 8));
        reset();
    }

    void reset() {
        open = false;
        told = false;
        if (count > 0) {
            world.cancel(ticket);
            count = 0;
        }
    }

    void request(ControlRequest request) {
        switch (request.setup().request()) {
            case SET_LINE_CODING -> {
                if (request.data().length() == CODING_BYTES && request.data().at(PARITY_AT) < PARITIES.length) {
                    coding = request.data();
                    told = false;
                    tell(open);
                    request.accept();
                } else {
                    request.stall();
                }
            }
            case GET_LINE_CODING -> request.answer(coding);
            case SET_CONTROL_LINE_STATE -> {
                open = (request.setup().value() & DTR) != 0;
                tell(open);
                request.accept();
            }
            case SEND_BREAK -> request.accept();
            default -> request.stall();
        }
    }

    boolean accepts() {
        boolean room = line.pending() < OUTGOING_BYTES;
        if (!room && !looksAgain) {
            looksAgain = true;
            world.in(HANDS_OVER_NANOS, () -> {
                looksAgain = false;
                device.ready(StLinkDescription.SERIAL_OUT);
            });
        }
        return room;
    }

    void received(Bytes packet) {
        if (!packet.isEmpty()) {
            tell(true);
            line.send(packet);
        }
    }

    private void tell(boolean now) {
        int baud = coding.u32(0);
        if (now && !told && baud > 0) {
            told = true;
            line.configure(baud, PARITIES[coding.at(PARITY_AT)]);
        }
    }

    private void arrived(int value) {
        // A port that nobody has open keeps nothing.
        if (!open || device.queuedBytes(StLinkDescription.SERIAL_IN) >= INCOMING_BYTES) {
            return;
        }
        if (count == 0) {
            ticket = world.in(HANDS_OVER_NANOS, this::handOver);
        }
        gathered[count++] = (byte) value;
        // One less than a packet, so that it ends whatever a host is waiting with.
        if (count == Math.min(packetBytes, gathered.length) - 1) {
            world.cancel(ticket);
            handOver();
        }
    }

    private void handOver() {
        Bytes bytes = Bytes.copyOf(gathered, 0, count);
        count = 0;
        device.send(StLinkDescription.SERIAL_IN, bytes);
    }
}
