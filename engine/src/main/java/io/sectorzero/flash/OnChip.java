package io.sectorzero.flash;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.Optional;

/** What a chip finds out about its own flash, so that the content need not travel. Ranges are whole words. */
public interface OnChip {

    /** Addresses and lengths are multiples of this. */
    int WORD = 4;

    /** As {@link io.sectorzero.memory.Checksums#crcOfWords} over what the range holds. */
    int checksum(AddressRange range);

    /** The first word that is not blank; empty when all are. */
    Optional<Address> firstNotBlank(AddressRange range);
}
