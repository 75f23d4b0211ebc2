package io.sectorzero.trace;

import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.Deadline;
import java.util.List;

/** A USB port that writes down which devices are opened, and everything that goes through them. */
public final class TappedUsbPort implements UsbPort {

    private final UsbPort port;
    private final Trace trace;
    private final String source;

    public TappedUsbPort(UsbPort port, Trace trace, String source) {
        this.port = port;
        this.trace = trace;
        this.source = source;
    }

    @Override public String name() {
        return port.name();
    }

    @Override public List<UsbIdentity> present() {
        return port.present();
    }

    @Override public UsbLink await(UsbMatch match, Deadline deadline) {
        UsbLink link = port.await(match, deadline);
        trace.state(source, "opened %s", link.identity());
        return new TappedUsbLink(link, trace, source);
    }

    @Override public void close() {
        port.close();
    }
}
