package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A description as the bytes a host reads. USB Rev 2.0 §9.6. */
public final class Descriptors {

    static final int DEVICE = 1;
    static final int CONFIGURATION = 2;
    static final int STRING = 3;
    static final int QUALIFIER = 6;
    static final int ENGLISH = 0x0409;

    private static final int VERSION_2 = 0x0200;
    private static final int DEVICE_BYTES = 18;
    private static final int QUALIFIER_BYTES = 10;
    private static final int CONFIGURATION_BYTES = 9;
    private static final int MILLIAMPS_IN_A_UNIT = 2;
    // A descriptor's length is one byte, two of a string's bytes are its head, and a character takes two.
    private static final int LONGEST_STRING = 126;

    private final UsbDescription description;
    private final List<String> strings = new ArrayList<>();
    private final Bytes device;
    private final Bytes configuration;

    Descriptors(UsbDescription description) {
        this.description = description;
        device = Bytes.of(DEVICE_BYTES, DEVICE, VERSION_2 & 0xFF, VERSION_2 >> 8).then(classCode())
                .then(Bytes.of(description.packetBytes())).then(u16(description.vendor())).then(u16(description.product()))
                .then(u16(description.release()))
                .then(Bytes.of(string(description.manufacturer()), string(description.name()), string(description.serial()), 1));
        Bytes settings = Bytes.NONE;
        for (UsbInterface setting : description.interfaces()) {
            settings = settings.then(setting.descriptors(string(setting.name())));
        }
        configuration = Bytes.of(CONFIGURATION_BYTES, CONFIGURATION).then(u16(CONFIGURATION_BYTES + settings.length()))
                .then(Bytes.of(description.interfaceCount(), 1, 0, description.attributes(),
                        description.milliAmps() / MILLIAMPS_IN_A_UNIT))
                .then(settings);
    }

    public Bytes device() {
        return device;
    }

    public Bytes configuration() {
        return configuration;
    }

    /** Only a device that knows two speeds has one; the others refuse. USB Rev 2.0 §9.6.2. */
    Bytes qualifier() {
        return Bytes.of(QUALIFIER_BYTES, QUALIFIER, VERSION_2 & 0xFF, VERSION_2 >> 8).then(classCode())
                .then(Bytes.of(description.packetBytes(), 1, 0));
    }

    boolean hasString(int index) {
        return index >= 0 && index <= strings.size();
    }

    /** String 0 is the list of languages. */
    Bytes string(int index) {
        Bytes content = index == 0 ? u16(ENGLISH)
                : Bytes.copyOf(strings.get(index - 1).getBytes(StandardCharsets.UTF_16LE));
        return Bytes.of(content.length() + 2, STRING).then(content);
    }

    private int string(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (text.length() > LONGEST_STRING) {
            throw new IllegalStateException("longer than a string descriptor can be: " + text);
        }
        if (!strings.contains(text)) {
            strings.add(text);
        }
        return strings.indexOf(text) + 1;
    }

    private Bytes classCode() {
        int code = description.classCode();
        return Bytes.of(code >> 16, code >> 8 & 0xFF, code & 0xFF);
    }

    private static Bytes u16(int value) {
        return Bytes.of(value & 0xFF, value >> 8);
    }
}
