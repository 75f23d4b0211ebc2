package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A device for tests: what arrives at endpoint 01 can be read at 81, request C0 01 answers its value, C0 02 is answered
 * when the test says so, everything else is stalled. Interface 0 has two alternate settings.
 */
final class Echo implements UsbFunction {

    static final UsbDescription DESCRIPTION = new UsbDescription(UsbSpeed.FULL, 0x1209, 0x0001, 0x0123, 0, 64,
            "SectorZero", "echo", "E1", 0x80, 100, List.of(
                    UsbInterface.of(0, 0xFF0000, "first", UsbEndpoint.bulk(0x01, 64), UsbEndpoint.bulk(0x81, 64)),
                    UsbInterface.of(0, 0xFF0001, "second", UsbEndpoint.bulk(0x01, 64), UsbEndpoint.bulk(0x81, 64)).withAlternate(1),
                    UsbInterface.of(1, 0xFF0000, "", UsbEndpoint.interrupt(0x82, 8, 10))));

    final UsbDevice device;
    final List<Bytes> packets = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    ControlRequest held;
    boolean full;
    int packetsOfRoom = Integer.MAX_VALUE;

    Echo() {
        this(DESCRIPTION);
    }

    Echo(UsbDescription description) {
        device = new UsbDevice(description, this);
    }

    @Override public void request(ControlRequest request) {
        Setup setup = request.setup();
        if (setup.requestType() == 0xC0 && setup.request() == 1) {
            request.answer(Bytes.of(setup.value() & 0xFF, setup.value() >> 8));
        } else if (setup.requestType() == 0xC0 && setup.request() == 2) {
            held = request;
        } else if (setup.requestType() == 0x40) {
            packets.add(request.data());
            request.accept();
        } else {
            request.stall();
        }
    }

    @Override public void abandoned(ControlRequest request) {
        told.add("abandoned " + request.setup().request());
    }

    @Override public void reset() {
        told.add("reset");
    }

    @Override public void alternateChosen(int interfaceNumber, int alternate) {
        told.add("interface %d alternate %d".formatted(interfaceNumber, alternate));
    }

    @Override public boolean accepts(int endpoint) {
        return !full && packets.size() < packetsOfRoom;
    }

    @Override public void received(int endpoint, Bytes packet) {
        packets.add(packet);
        device.send(0x81, packet);
    }
}
