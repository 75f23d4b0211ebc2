package io.sectorzero.hardware;

import io.sectorzero.link.UsbIdentity;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which USB devices of this computer belong to a bench. Nobody else's are opened, not even to read their serial number. */
record UsbFilter(int vendor, OptionalInt product, Optional<String> serial) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{4}|\\*)");
    private static final int HEX = 16;

    /** Empty when this is no vendor and product. */
    static Optional<UsbFilter> parse(String written, Optional<String> serial) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalInt product = parts.group(2).equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group(2), HEX));
        return Optional.of(new UsbFilter(Integer.parseInt(parts.group(1), HEX), product, serial));
    }

    /** Whether a device may be one of ours, as far as can be told without opening it. */
    boolean mayFit(int itsVendor, int itsProduct) {
        return vendor == itsVendor && product.orElse(itsProduct) == itsProduct;
    }

    boolean fits(UsbIdentity device) {
        return mayFit(device.vendor(), device.product()) && serial.map(device.serial()::equals).orElse(true);
    }
}
