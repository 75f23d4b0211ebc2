package io.sectorzero.link;

import java.util.Optional;
import java.util.Set;

/** Which USB device is meant: one vendor, any of some products, and the serial where more than one is plugged in. */
public record UsbMatch(int vendor, Set<Integer> products, Optional<String> serial) {

    public boolean fits(UsbIdentity device) {
        return device.vendor() == vendor && products.contains(device.product())
                && serial.map(device.serial()::equals).orElse(true);
    }
}
