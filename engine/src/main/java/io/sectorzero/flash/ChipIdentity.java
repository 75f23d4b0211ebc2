package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Revision;
import io.sectorzero.memory.Bytes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who the chip is, as far as a route can tell.
 *
 * @param device         the variant; assumed when {@link #readProtected()}, because then the size word cannot be read
 * @param flashKilobytes as its size word says; empty when unreadable
 * @param uniqueId       12 bytes in address order; empty bytes when unreadable
 * @param bootloaderId   the bootloader's version byte, 0x91 for V9.1; empty when unreadable
 * @param protocol       version byte of the bootloader's protocol; empty when there is none on this route
 * @param revision       as read, or as stated where it cannot be read
 * @param options        empty when unreadable
 * @param readProtected  the chip answers, but shows and takes no memory
 */
public record ChipIdentity(Device device, OptionalInt flashKilobytes, Bytes uniqueId, OptionalInt bootloaderId,
                           OptionalInt protocol, Optional<Revision> revision, Optional<OptionBytes> options,
                           boolean readProtected) {

    /** For a plan without a board: nothing but the part number is known, and nothing is protected. */
    public static ChipIdentity assumed(Device device) {
        return new ChipIdentity(device, OptionalInt.empty(), Bytes.NONE, OptionalInt.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), false);
    }

    public ChipIdentity withOptions(OptionBytes read) {
        return new ChipIdentity(device, flashKilobytes, uniqueId, bootloaderId, protocol, revision, Optional.of(read),
                readProtected);
    }

    public ChipIdentity withRevision(Optional<Revision> known) {
        return new ChipIdentity(device, flashKilobytes, uniqueId, bootloaderId, protocol, known, options, readProtected);
    }

    /** "STM32F412xG, 1024 KB, id 2F0028…, bootloader V9.1". */
    public String describe() {
        var text = new StringBuilder(device.name());
        flashKilobytes.ifPresent(kb -> text.append(", ").append(kb).append(" KB"));
        revision.ifPresent(known -> text.append(", revision ").append(known));
        if (!uniqueId.isEmpty()) {
            text.append(", unique id ").append(uniqueId.hex().replace(" ", ""));
        }
        bootloaderId.ifPresent(id -> text.append(", bootloader ")
                .append(device.bootloader().versions().getOrDefault(id, "0x%02X".formatted(id))));
        return text.append(readProtected ? ", read-protected" : "").toString();
    }
}
