package io.sectorzero.flash.swd;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;

/**
 * What the loader leaves in RAM when it is done with a request, or could not be.
 *
 * @param state   the request's number, with {@link #FAILED} when it failed; written last
 * @param found   FLASH_SR as the last step left it
 * @param stopped the end of the range, or where the work stopped
 * @param value   the checksum, or the first word that is not blank
 */
record LoaderAnswer(int state, int found, Address stopped, int value) {

    static final int BYTES = 16;

    static final int FAILED = 1 << 31;

    static LoaderAnswer of(Bytes bytes) {
        return new LoaderAnswer(bytes.u32(0), bytes.u32(4), new Address(bytes.u32(8)), bytes.u32(12));
    }
}
