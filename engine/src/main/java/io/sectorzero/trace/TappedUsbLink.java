package io.sectorzero.trace;

import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/**
 * A USB link that writes down what goes through it: of a control transfer the eight setup bytes with the data behind
 * them, of any other the data; and how a transfer ended when it did not end well.
 */
public final class TappedUsbLink implements UsbLink {

    private static final int IN = 0x80;

    private final UsbLink link;
    private final Trace trace;
    private final String source;

    public TappedUsbLink(UsbLink link, Trace trace, String source) {
        this.link = link;
        this.trace = trace;
        this.source = source;
    }

    @Override public String name() {
        return link.name();
    }

    @Override public UsbIdentity identity() {
        return link.identity();
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        trace.sent(source, setup.bytes().then(out), "control");
        return ended("control", link.control(setup, out, deadline), setup.isIn());
    }

    @Override public UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline) {
        String where = endpoint(endpoint);
        trace.sent(source, bytes, where);
        return ended(where, link.bulkOut(endpoint, bytes, deadline), false);
    }

    @Override public UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline) {
        return ended(endpoint(endpoint | IN), link.bulkIn(endpoint, atMost, deadline), true);
    }

    @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
        boolean taken = link.selectAlternate(interfaceNumber, alternate);
        trace.state(source, "interface %d alternate %d%s", interfaceNumber, alternate, taken ? "" : " refused");
        return taken;
    }

    @Override public void clearHalt(int endpoint) {
        link.clearHalt(endpoint);
        trace.state(source, "%s cleared", endpoint(endpoint));
    }

    @Override public void close() {
        link.close();
        trace.state(source, "closed");
    }

    private UsbTransfer ended(String where, UsbTransfer transfer, boolean in) {
        if (!transfer.isDone()) {
            trace.state(source, "%s %s", where, transfer.ending() == UsbTransfer.Ending.STALLED ? "stalled" : "timed out");
        } else if (in) {
            trace.received(source, transfer.data(), where);
        }
        return transfer;
    }

    private static String endpoint(int address) {
        return "endpoint %02X".formatted(address);
    }
}
