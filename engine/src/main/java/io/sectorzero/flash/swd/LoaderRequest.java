package io.sectorzero.flash.swd;

import io.sectorzero.device.Parallelism;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One thing the loader is asked to do, as it lies behind its data in RAM.
 *
 * <pre>
 *   ADDRESS    where in flash; a multiple of 4
 *   LENGTH     bytes; a multiple of 4
 *   COMMAND    what to do in 7:0, and PSIZE in 9:8 as it stands in FLASH_CR
 *   SEQUENCE   the number; written last, because it is what the loader waits for
 * </pre>
 *
 * @param data what is programmed; empty where nothing is
 */
record LoaderRequest(int number, What what, Address address, int length, Parallelism width, Bytes data) {

    /** Without the data. */
    static final int BYTES = 16;

    /** Where its number is. */
    static final int SEQUENCE = 12;

    private static final int PSIZE_AT = 8;
    private static final int UNIT = 4;

    /** By the numbers the loader knows. */
    enum What {
        PROGRAM(1, "program"), BLANK_CHECK(2, "look for what is not blank in"), CHECKSUM(3, "sum up");

        private final int code;
        private final String title;

        What(int code, String title) {
            this.code = code;
            this.title = title;
        }
    }

    LoaderRequest {
        if (!address.isAlignedTo(UNIT) || length % UNIT != 0 || length == 0) {
            throw new IllegalArgumentException("%d bytes at %s are no whole words".formatted(length, address));
        }
    }

    static LoaderRequest program(int number, Address to, Bytes data, Parallelism width) {
        return new LoaderRequest(number, What.PROGRAM, to, data.length(), width, data);
    }

    static LoaderRequest of(int number, What what, Address from, int length) {
        return new LoaderRequest(number, what, from, length, Parallelism.X8, Bytes.NONE);
    }

    /** Data and request, in the order in which they lie in RAM. */
    Bytes bytes() {
        var all = ByteBuffer.allocate(data.length() + BYTES).order(ByteOrder.LITTLE_ENDIAN);
        all.put(data.toArray());
        all.putInt((int) address.unsigned()).putInt(length).putInt(what.code | width.ordinal() << PSIZE_AT).putInt(number);
        return Bytes.copyOf(all.array());
    }

    @Override public String toString() {
        return "%s %d bytes at %s".formatted(what.title, length, address);
    }
}
