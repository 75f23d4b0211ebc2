package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.usb.UsbEndpoint;
import io.sectorzero.sim.usb.UsbInterface;
import java.util.ArrayList;
import java.util.List;

/**
 * The probe as it presents itself on USB. V2 and V3E as in published listings of their descriptors [F]; the endpoints of
 * V2-1's disk and serial port, and the disk's OUT endpoint, are UNCONFIRMED and taken over from V3E.
 */
final class StLinkDescription {

    static final int DEBUG_INTERFACE = 0;
    static final int DISK_INTERFACE = 1;

    static final int DISK_OUT = 0x03;
    static final int DISK_IN = 0x83;
    static final int SERIAL_NOTICE = 0x84;
    static final int SERIAL_OUT = 0x05;
    static final int SERIAL_IN = 0x85;

    private static final int VENDOR_CLASS = 0xFFFFFF;
    private static final int DISK_CLASS = 0x080650;
    private static final int SERIAL_CLASS = 0x020201;
    private static final int SERIAL_DATA_CLASS = 0x0A0000;
    /** Interface associations are in use. USB ECN "Interface Association Descriptor". */
    private static final int ASSOCIATED = 0xEF0201;

    private static final int CONTROL_PACKET = 64;
    private static final int RELEASE = 0x0100;
    private static final int BUS_POWERED = 0x80;
    private static final int MILLIAMPS_ALONE = 100;
    private static final int MILLIAMPS_WITH_BOARD = 500;
    private static final int NOTICE_BYTES = 10;
    private static final int NOTICE_INTERVAL = 255;

    private StLinkDescription() {
    }

    static UsbDescription of(StLinkSettings settings) {
        StLinkModel model = settings.model();
        var interfaces = new ArrayList<UsbInterface>();
        interfaces.add(UsbInterface.of(DEBUG_INTERFACE, VENDOR_CLASS, "ST-Link Debug", bulk(model, model.commands()),
                bulk(model, StLinkModel.ANSWERS), bulk(model, model.trace())));
        if (settings.hasDisk()) {
            interfaces.add(UsbInterface.of(DISK_INTERFACE, DISK_CLASS, "ST-Link Mass Storage", bulk(model, DISK_IN), bulk(model, DISK_OUT)));
        }
        if (model.isComposite()) {
            interfaces.addAll(serial(model, serialInterface(settings)));
        }
        return new UsbDescription(model.speed(), StLinkModel.VENDOR, settings.product(), RELEASE, model.isComposite() ? ASSOCIATED : 0,
                CONTROL_PACKET, "STMicroelectronics", "STM32 STLink", settings.serial(), BUS_POWERED,
                model.isComposite() ? MILLIAMPS_WITH_BOARD : MILLIAMPS_ALONE, interfaces);
    }

    /** Without a disk it may move up. */
    static int serialInterface(StLinkSettings settings) {
        return settings.hasDisk() || !settings.habits().serialPortMovesUp() ? DISK_INTERFACE + 1 : DISK_INTERFACE;
    }

    private static List<UsbInterface> serial(StLinkModel model, int number) {
        return List.of(
                UsbInterface.of(number, SERIAL_CLASS, "ST-Link VCP Ctrl",
                                UsbEndpoint.interrupt(SERIAL_NOTICE, NOTICE_BYTES, NOTICE_INTERVAL))
                        .withAhead(association(number)).withBehind(serialFunction(number)),
                UsbInterface.of(number + 1, SERIAL_DATA_CLASS, "ST-Link VCP Data", bulk(model, SERIAL_OUT), bulk(model, SERIAL_IN)));
    }

    private static UsbEndpoint bulk(StLinkModel model, int address) {
        return UsbEndpoint.bulk(address, model.packetBytes());
    }

    /** The two interfaces of the serial port belong together. */
    private static Bytes association(int first) {
        return Bytes.of(8, 0x0B, first, 2, 2, 2, 1, 0);
    }

    /** Header, call management, abstract control with line coding, union. USB CDC 1.2 §5.2.3, PSTN 1.2 §5.3. */
    private static Bytes serialFunction(int first) {
        return Bytes.of(5, 0x24, 0x00, 0x10, 0x01)
                .then(Bytes.of(5, 0x24, 0x01, 0x00, first + 1))
                .then(Bytes.of(4, 0x24, 0x02, 0x02))
                .then(Bytes.of(5, 0x24, 0x06, first, first + 1));
    }
}
