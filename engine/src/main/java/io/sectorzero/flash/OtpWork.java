package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The part of an image that goes into one-time-programmable memory. It is never erased, and padding changes nothing there. */
final class OtpWork {

    private static final int UNPROGRAMMED = 0xFF;

    private final Device device;
    private final Image image;
    private final AddressRange area;
    private final List<AddressRange> parts;

    OtpWork(Device device, Image image) {
        this.device = device;
        this.image = image;
        AddressRange data = device.memory().of("otp");
        AddressRange locks = device.memory().of("otp-locks");
        this.area = AddressRange.of(data.start().unsigned(), locks.end() - data.start().unsigned());
        this.parts = image.segments().stream().flatMap(segment -> segment.range().intersection(area).stream()).toList();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<AddressRange> parts() {
        return parts;
    }

    void blocks(Carrier carrier, BiConsumer<Address, Bytes> each) {
        parts.stream().map(part -> Planning.aligned(part, device.bootloader().writeAlignment())).flatMap(range -> pieces(range, carrier.blockBytes()))
                .forEach(piece -> each.accept(piece.start(), image.contentOf(piece, UNPROGRAMMED)));
    }

    Optional<Step> verification() {
        return isEmpty() ? Optional.empty() : Optional.of(new Step.Verify("OTP", area.start(),
                image.contentOf(area, UNPROGRAMMED), parts, Optional.empty()));
    }

    private static Stream<AddressRange> pieces(AddressRange range, int most) {
        return Stream.iterate(range.start().unsigned(), at -> at < range.end(), at -> at + most)
                .map(at -> AddressRange.of(at, Math.min(most, range.end() - at)));
    }
}
