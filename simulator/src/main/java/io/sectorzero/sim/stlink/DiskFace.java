package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.UsbDevice;

/**
 * The probe's disk, as far as a computer's driver needs it to leave the rest alone: it says what it is, and that nothing is
 * in it. Nothing can be flashed by copying. USB Mass Storage Class Bulk-Only Transport Rev 1.0 §5, §6.
 */
final class DiskFace {

    private static final int COMMAND_BYTES = 31;
    private static final int COMMAND_SIGNATURE = 0x4342_5355;
    private static final int STATUS_SIGNATURE = 0x5342_5355;
    private static final int DEVICE_TO_HOST = 0x80;
    private static final int FAILED = 1;

    private static final int GET_MAX_LUN = 0xFE;
    private static final int RESET = 0xFF;
    private static final int INQUIRY = 0x12;
    private static final int REQUEST_SENSE = 0x03;

    private UsbDevice device;
    private int toSwallow;
    private Bytes statusAfter = Bytes.NONE;

    void belongsTo(UsbDevice owner) {
        device = owner;
    }

    void reset() {
        toSwallow = 0;
        statusAfter = Bytes.NONE;
    }

    void request(ControlRequest request) {
        switch (request.setup().request()) {
            case GET_MAX_LUN -> request.answer(Bytes.of(0));
            case RESET -> {
                reset();
                request.accept();
            }
            default -> request.stall();
        }
    }

    void received(Bytes packet) {
        if (toSwallow > 0) {
            toSwallow -= Math.min(toSwallow, packet.length());
            if (toSwallow == 0) {
                device.send(StLinkDescription.DISK_IN, statusAfter);
            }
        } else if (packet.length() == COMMAND_BYTES && packet.u32(0) == COMMAND_SIGNATURE) {
            command(packet);
        } else if (!packet.isEmpty()) {
            device.halt(StLinkDescription.DISK_IN);
        }
    }

    private void command(Bytes wrapper) {
        int expected = wrapper.u32(8);
        boolean fromDevice = (wrapper.at(12) & DEVICE_TO_HOST) != 0;
        Bytes data = switch (wrapper.at(15)) {
            case INQUIRY -> inquiry();
            case REQUEST_SENSE -> noMedium();
            default -> Bytes.NONE;
        };
        if (fromDevice && !data.isEmpty()) {
            Bytes fits = data.slice(0, (int) Math.min(Integer.toUnsignedLong(expected), data.length()));
            device.send(StLinkDescription.DISK_IN, fits);
            device.send(StLinkDescription.DISK_IN, status(wrapper, expected - fits.length(), 0));
            return;
        }
        Bytes failed = status(wrapper, expected, FAILED);
        if (fromDevice && expected != 0) {
            device.send(StLinkDescription.DISK_IN, Bytes.NONE);
            device.send(StLinkDescription.DISK_IN, failed);
        } else if (expected > 0) {
            toSwallow = expected;
            statusAfter = failed;
        } else {
            device.send(StLinkDescription.DISK_IN, failed);
        }
    }

    private static Bytes status(Bytes wrapper, int residue, int result) {
        return Words.of(STATUS_SIGNATURE).then(wrapper.slice(4, 8)).then(Words.of(residue)).then(Bytes.of(result));
    }

    /** A removable disk, as a probe on a Nucleo board has been seen to say [F]. */
    private static Bytes inquiry() {
        return Bytes.of(0, 0x80, 2, 2, 31, 0, 0, 0).then(text("MBED    ")).then(text("microcontroller ")).then(text("1.0 "));
    }

    /** Not ready: medium not present. */
    private static Bytes noMedium() {
        return Bytes.of(0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3A, 0, 0, 0, 0, 0);
    }

    private static Bytes text(String text) {
        return Bytes.copyOf(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
