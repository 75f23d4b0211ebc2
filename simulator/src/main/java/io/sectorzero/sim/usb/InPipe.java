package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;

/** An endpoint from the device: packets that wait for a host to ask, and hosts that wait for a packet. */
final class InPipe extends Pipe {

    private final Deque<Bytes> packets = new ArrayDeque<>();

    InPipe(UsbEndpoint endpoint) {
        super(endpoint);
    }

    /** Cuts a message into packets. Its last is short, unless the message fills it. */
    void send(Bytes message) {
        int size = endpoint().packetBytes();
        for (int at = 0; at == 0 || at < message.length(); at += size) {
            packets.addLast(message.slice(at, Math.min(message.length(), at + size)));
        }
        pump();
    }

    int queuedBytes() {
        return packets.stream().mapToInt(Bytes::length).sum();
    }

    @Override boolean proceed(Transfer first) {
        while (!packets.isEmpty()) {
            Bytes packet = packets.removeFirst();
            if (packet.length() > first.room()) {
                endFirst(Transfer.Ending.OVERFLOW);
                return true;
            }
            first.add(packet);
            if (first.room() == 0 || packet.length() < endpoint().packetBytes()) {
                endFirst(Transfer.Ending.DONE);
                return true;
            }
        }
        return false;
    }

    @Override void dropFirst() {
        // A transfer keeps what it was given: the device has sent those packets, and will not send them again.
    }

    @Override void forget() {
        packets.clear();
    }
}
