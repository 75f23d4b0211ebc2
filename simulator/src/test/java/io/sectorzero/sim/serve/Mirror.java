package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.usb.UsbDevice;
import io.sectorzero.sim.usb.UsbEndpoint;
import io.sectorzero.sim.usb.UsbFunction;
import io.sectorzero.sim.usb.UsbInterface;
import io.sectorzero.sim.usb.UsbSpeed;
import java.util.List;

/** A high-speed device that sends back what it gets. */
final class Mirror implements UsbFunction {

    private final UsbDevice device = new UsbDevice(new UsbDescription(UsbSpeed.HIGH, 0x1209, 1, 0x100, 0, 64, "", "mirror", "", 0x80, 100,
            List.of(UsbInterface.of(0, 0xFF0000, "", UsbEndpoint.bulk(0x01, 512), UsbEndpoint.bulk(0x81, 512)))), this);

    static UsbDevice device() {
        return new Mirror().device;
    }

    @Override public void request(ControlRequest request) {
        request.stall();
    }

    @Override public void received(int endpoint, Bytes packet) {
        device.send(0x81, packet);
    }
}
