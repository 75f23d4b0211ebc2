package io.sectorzero.link;

import io.sectorzero.time.Deadline;
import java.util.List;

/** A socket where USB devices come and go: bootloaders re-enumerate, probes get unplugged. */
public interface UsbPort extends Link {

    List<UsbIdentity> present();

    /**
     * Waits for a device that fits and opens it.
     *
     * @throws io.sectorzero.failure.TargetSilent    when no such device has come by the deadline
     * @throws io.sectorzero.failure.LinkUnavailable when one is there that cannot be opened
     */
    UsbLink await(UsbMatch match, Deadline deadline);
}
