package io.sectorzero.image;

import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.memory.Address;
import java.util.Optional;

/** Bytes and nothing else. Where they go must come from elsewhere, which is the one thing that can go wrong with them. */
final class RawBinary {

    private RawBinary() {
    }

    static Image parse(String file, byte[] content, Optional<Address> base) {
        Address start = base.orElseThrow(() -> Complaint.rejected(
                Diagnosis.of("%s is a raw binary and does not say where it goes", file)
                        .because("no base address was given, and the content names none"),
                ImageCause.WRONG_BASE.suspect(POSSIBLE),
                "give the base address it was linked for; main flash of an STM32F412 starts at 0x08000000"));
        var pieces = new Pieces(file, ImageFormat.RAW_BINARY, "offset 0x%X");
        pieces.add(start.unsigned(), content, 0, content.length, 0, 1);
        return pieces.image(Optional.empty());
    }
}
