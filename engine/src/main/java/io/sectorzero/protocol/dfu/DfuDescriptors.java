package io.sectorzero.protocol.dfu;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and checks the descriptors of a device. USB 2.0 §9.6, USB DFU 1.1 §4. The bytes are trusted in nothing. */
public final class DfuDescriptors {

    /** The longest a device may take for any command. USB 2.0 §9.2.6.1. */
    static final Duration REPLY = Duration.ofSeconds(5);

    private static final int FROM_DEVICE = 0x80;
    private static final int GET_DESCRIPTOR = 6;
    private static final int CONFIGURATION = 0x0200;
    private static final int STRING = 0x0300;
    private static final int ENGLISH = 0x0409;
    private static final int CONFIGURATION_HEAD = 9;
    private static final int LARGEST = 4096;
    // USB 2.0 §5.5.3.
    private static final int SMALLEST_PACKET = 8;

    private static final int INTERFACE_TYPE = 4;
    private static final int FUNCTIONAL_TYPE = 0x21;
    private static final int INTERFACE_LENGTH = 9;
    private static final int FUNCTIONAL_LENGTH = 9;

    // A bootloader in DFU mode. USB DFU 1.1 §4.2.3.
    private static final int APPLICATION_SPECIFIC = 0xFE;
    private static final int FIRMWARE_UPGRADE = 1;
    private static final int DFU_MODE = 2;

    private final UsbLink link;
    private final TimeSource time;

    private DfuDescriptors(UsbLink link, TimeSource time) {
        this.link = link;
        this.time = time;
    }

    /**
     * @throws TargetRefused when there is no DFU interface, or what the device says about it makes no sense
     * @throws TargetSilent  when it says nothing
     */
    public static DfuFunction read(UsbLink link, TimeSource time) {
        return new DfuDescriptors(link, time).function();
    }

    private DfuFunction function() {
        Bytes head = descriptor(CONFIGURATION, 0, CONFIGURATION_HEAD, "its configuration");
        int total = head.length() == CONFIGURATION_HEAD ? head.u16(2) : 0;
        if (total < CONFIGURATION_HEAD || total > LARGEST) {
            throw senseless("its configuration claims %d bytes and begins %s".formatted(total, head));
        }
        Bytes all = descriptor(CONFIGURATION, 0, total, "its configuration");
        if (all.length() != total) {
            throw senseless("of %d bytes of configuration %d came".formatted(total, all.length()));
        }
        return walk(all);
    }

    /** Each descriptor begins with its own length and type; the functional one belongs to the interface before it. */
    private DfuFunction walk(Bytes all) {
        Optional<Integer> number = Optional.empty();
        Optional<Bytes> functional = Optional.empty();
        var names = new TreeMap<Integer, String>();
        boolean ours = false;
        for (int at = 0; at < all.length(); at += all.at(at)) {
            int length = all.at(at);
            if (length < 2 || at + length > all.length()) {
                throw senseless("a descriptor of %d bytes at offset %d of %d".formatted(length, at, all.length()));
            }
            Bytes one = all.slice(at, at + length);
            if (one.at(1) == INTERFACE_TYPE && length >= INTERFACE_LENGTH) {
                ours = isDfu(one) && number.orElse(one.at(2)) == one.at(2);
                if (ours) {
                    number = Optional.of(one.at(2));
                    if (names.put(one.at(3), string(one.at(8))) != null) {
                        throw senseless("alternate setting %d is described twice".formatted(one.at(3)));
                    }
                }
            } else if (ours && one.at(1) == FUNCTIONAL_TYPE && length >= FUNCTIONAL_LENGTH) {
                functional = Optional.of(one);
            }
        }
        if (number.isEmpty()) {
            throw refused("it has no interface of class FE 01 02, which a bootloader in DFU mode has");
        }
        return described(number.get(), names, functional.orElseThrow(() -> senseless("its DFU interface has no functional descriptor")));
    }

    private DfuFunction described(int number, TreeMap<Integer, String> names, Bytes functional) {
        int transferSize = functional.u16(5);
        if (transferSize < SMALLEST_PACKET) {
            throw senseless("it takes transfers of %d bytes".formatted(transferSize));
        }
        return new DfuFunction(number, functional.u16(7), functional.at(2), transferSize, names);
    }

    private static boolean isDfu(Bytes descriptor) {
        return descriptor.at(5) == APPLICATION_SPECIFIC && descriptor.at(6) == FIRMWARE_UPGRADE && descriptor.at(7) == DFU_MODE;
    }

    /** Empty text when the device has none, or stalls. Little-endian UTF-16 behind length and type. USB 2.0 §9.6.7. */
    private String string(int index) {
        if (index == 0) {
            return "";
        }
        Bytes answer = ask(STRING | index, ENGLISH, 0xFF).data();
        if (answer.length() < 2 || answer.at(1) != STRING >> 8) {
            return "";
        }
        int end = Math.min(answer.at(0), answer.length());
        return end <= 2 ? "" : new String(answer.slice(2, end).toArray(), StandardCharsets.UTF_16LE);
    }

    private Bytes descriptor(int value, int index, int length, String what) {
        UsbTransfer transfer = ask(value, index, length);
        return switch (transfer.ending()) {
            case DONE -> transfer.data();
            case STALLED -> throw refused("it answered STALL when asked for " + what);
            case TIMED_OUT -> throw new TargetSilent(Diagnosis.of("The USB device %s does not tell %s", link.identity(), what)
                    .because("nothing came within %d ms", REPLY.toMillis()));
        };
    }

    private UsbTransfer ask(int value, int index, int length) {
        return link.control(new SetupPacket(FROM_DEVICE, GET_DESCRIPTOR, value, index, length), Bytes.NONE, Deadline.in(REPLY, time));
    }

    private TargetRefused refused(String why) {
        return new TargetRefused(Diagnosis.of("The USB device %s is no bootloader in DFU mode", link.identity()).because("%s", why));
    }

    private TargetRefused senseless(String why) {
        return new TargetRefused(Diagnosis.of("What the USB device %s says about itself makes no sense", link.identity())
                .because("%s", why));
    }
}
