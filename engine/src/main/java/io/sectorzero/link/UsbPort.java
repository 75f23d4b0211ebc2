package io.sectorzero.link;

import io.sectorzero.time.Deadline;
import java.util.List;

/** A socket where USB devices come and go: bootloaders re-enumerate, probes get unplugged. */
public interface UsbPort extends Link {

    List<UsbIdentity> present();

    /** Waits for a device that fits and opens it. */
    UsbLink await(UsbMatch match, Deadline deadline);
}
