package io.sectorzero.protocol.stlink;

import io.sectorzero.link.UsbIdentity;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The kinds of ST-LINK that speak the second command set, by their USB product ids. Debug interface is always number 0;
 * replies come on endpoint 1 IN. OpenOCD 0.12 stlink_usb.c [O], pyOCD 0.36 usb.py [O].
 */
public enum StLinkModel {
    V2("ST-LINK/V2", 2, 64, Map.of(0x3748, "")),
    V2_1("ST-LINK/V2-1", 1, 64, Map.of(0x374A, "audio", 0x374B, "", 0x3752, "without disk")),
    V3("ST-LINK/V3", 1, 512, Map.of(0x374E, "E", 0x374F, "SET", 0x3753, "two serial ports", 0x3754, "without disk",
            0x3757, "PWR"));

    /** ST's. */
    public static final int VENDOR = 0x0483;

    private static final int REPLIES = 1;

    private final String title;
    private final int commands;
    private final int packet;
    private final Map<Integer, String> products;

    StLinkModel(String title, int commands, int packet, Map<Integer, String> products) {
        this.title = title;
        this.commands = commands;
        this.packet = packet;
        this.products = new TreeMap<>(products);
    }

    /** Every product id of every model. */
    public static Set<Integer> products() {
        return Arrays.stream(values()).flatMap(model -> model.products.keySet().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty when this is no ST-LINK of these kinds. */
    public static Optional<StLinkModel> of(UsbIdentity device) {
        return device.vendor() != VENDOR ? Optional.empty()
                : Arrays.stream(values()).filter(model -> model.products.containsKey(device.product())).findFirst();
    }

    /** The endpoint that takes commands and data. */
    int commandEndpoint() {
        return commands;
    }

    /** The endpoint, without its direction bit, that replies come from. */
    int replyEndpoint() {
        return REPLIES;
    }

    /** Bytes in one packet: full speed before V3, high speed with it. */
    int packetBytes() {
        return packet;
    }

    @Override public String toString() {
        return title;
    }
}
