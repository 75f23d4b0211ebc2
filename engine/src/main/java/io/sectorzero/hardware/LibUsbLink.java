package io.sectorzero.hardware;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.usb4java.BufferUtils;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Device;
import org.usb4java.DeviceHandle;
import org.usb4java.Interface;
import org.usb4java.LibUsb;

/** One opened USB device, through libusb. */
final class LibUsbLink implements UsbLink {

    private static final int VENDOR_SPECIFIC = 0xFF;
    private static final int APPLICATION_SPECIFIC = 0xFE;
    private static final int IN = 0x80;
    private static final Suspect CABLE = new Suspect("H7", "USB cable, hub or port", Confidence.LIKELY);

    private final UsbBus bus;
    private final DeviceHandle handle;
    private final UsbIdentity identity;
    private final String place;
    private final List<Integer> claimed = new ArrayList<>();
    private boolean closed;

    LibUsbLink(UsbBus bus, DeviceHandle handle, UsbIdentity identity, String place) {
        this.bus = bus;
        this.handle = handle;
        this.identity = identity;
        this.place = place;
    }

    /**
     * Claims the interfaces that are ours to use: those of no class but the vendor's own, or for firmware. A probe's disk
     * and serial port stay with the system.
     */
    int claim(Device device) {
        var configuration = new ConfigDescriptor();
        int result = LibUsb.getActiveConfigDescriptor(device, configuration);
        if (result != LibUsb.SUCCESS) {
            return result;
        }
        try {
            for (Interface each : configuration.iface()) {
                int itsClass = each.altsetting()[0].bInterfaceClass() & 0xFF;
                int number = each.altsetting()[0].bInterfaceNumber() & 0xFF;
                if (itsClass == VENDOR_SPECIFIC || itsClass == APPLICATION_SPECIFIC) {
                    result = LibUsb.claimInterface(handle, number);
                    if (result != LibUsb.SUCCESS) {
                        return result;
                    }
                    claimed.add(number);
                }
            }
            return LibUsb.SUCCESS;
        } finally {
            LibUsb.freeConfigDescriptor(configuration);
        }
    }

    String place() {
        return place;
    }

    boolean isClosed() {
        return closed;
    }

    @Override public String name() {
        return "USB " + identity;
    }

    @Override public UsbIdentity identity() {
        return identity;
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        refuseWhenClosed();
        ByteBuffer buffer = ByteBuffer.allocateDirect(setup.length());
        if (!setup.isIn()) {
            buffer.put(out.toArray(), 0, Math.min(out.length(), setup.length())).rewind();
        }
        int result = LibUsb.controlTransfer(handle, (byte) setup.requestType(), (byte) setup.request(), (short) setup.value(),
                (short) setup.index(), buffer, millis(deadline));
        return result < 0 ? ended(result, "control transfer " + setup)
                : UsbTransfer.done(setup.isIn() ? taken(buffer, result) : Bytes.NONE);
    }

    @Override public UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline) {
        refuseWhenClosed();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length());
        buffer.put(bytes.toArray()).rewind();
        int result = LibUsb.bulkTransfer(handle, (byte) endpoint, buffer, BufferUtils.allocateIntBuffer(), millis(deadline));
        return result < 0 ? ended(result, "transfer to endpoint %02X".formatted(endpoint)) : UsbTransfer.done(Bytes.NONE);
    }

    @Override public UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline) {
        refuseWhenClosed();
        ByteBuffer buffer = ByteBuffer.allocateDirect(atMost);
        IntBuffer count = BufferUtils.allocateIntBuffer();
        int result = LibUsb.bulkTransfer(handle, (byte) (endpoint | IN), buffer, count, millis(deadline));
        return result < 0 ? ended(result, "transfer from endpoint %02X".formatted(endpoint | IN))
                : UsbTransfer.done(taken(buffer, count.get(0)));
    }

    /** By the library's own call, because the operating system keeps account of it. */
    @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
        refuseWhenClosed();
        int result = LibUsb.setInterfaceAltSetting(handle, interfaceNumber, alternate);
        if (result == LibUsb.ERROR_NO_DEVICE) {
            throw lost("choosing alternate setting %d".formatted(alternate), result);
        }
        return result == LibUsb.SUCCESS;
    }

    @Override public void clearHalt(int endpoint) {
        refuseWhenClosed();
        int result = LibUsb.clearHalt(handle, (byte) endpoint);
        if (result != LibUsb.SUCCESS) {
            throw lost("clearing endpoint %02X".formatted(endpoint), result);
        }
    }

    @Override public void close() {
        if (!closed) {
            closeHandle();
            bus.close();
        }
    }

    /** For one whose bus somebody else closes. */
    void closeHandle() {
        closed = true;
        claimed.forEach(number -> LibUsb.releaseInterface(handle, number));
        LibUsb.close(handle);
    }

    private UsbTransfer ended(int error, String what) {
        if (error == LibUsb.ERROR_PIPE) {
            return UsbTransfer.stalled();
        }
        if (error == LibUsb.ERROR_TIMEOUT) {
            return UsbTransfer.timedOut();
        }
        throw lost(what, error);
    }

    private static Bytes taken(ByteBuffer buffer, int count) {
        byte[] content = new byte[count];
        buffer.rewind().get(content);
        return Bytes.copyOf(content);
    }

    /** At least one, because the library takes none for for ever. */
    private static long millis(Deadline deadline) {
        Duration left = deadline.remaining();
        return Math.max(1, Math.min(Integer.MAX_VALUE, left.plusNanos(999_999).toMillis()));
    }

    private LinkLost lost(String during, int error) {
        close();
        return new LinkLost(Diagnosis.of("The USB device %s was lost", identity)
                .because("%s failed: %s (%s)", during, LibUsb.errorName(error), place)
                .suspect(CABLE)
                .leaves(BoardState.UNKNOWN)
                .remedy("check cable, hub and supply; then start again, and let the board be examined first"));
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new LinkLost(Diagnosis.of("The USB device %s is not open any more", identity)
                    .because("it was lost or closed before").leaves(BoardState.UNKNOWN)
                    .remedy("open the bench again"));
        }
    }
}
