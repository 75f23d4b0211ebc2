package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.List;

/** How AN3155 Rev 20 secures bytes on the wire: complements for commands and lengths, an XOR for everything longer. */
final class Frame {

    private Frame() {
    }

    /** A byte and its complement, as every command starts and as Read Memory states its length. */
    static Bytes withComplement(int value) {
        return Bytes.of(value, ~value & 0xFF);
    }

    /** Four address bytes, most significant first, and their XOR. */
    static Bytes address(Address address) {
        int raw = address.raw();
        int a3 = raw >>> 24;
        int a2 = raw >>> 16 & 0xFF;
        int a1 = raw >>> 8 & 0xFF;
        int a0 = raw & 0xFF;
        return Bytes.of(a3, a2, a1, a0, a3 ^ a2 ^ a1 ^ a0);
    }

    /** Count less one, the bytes, and the XOR of all of it. */
    static Bytes counted(Bytes data) {
        int length = data.length();
        byte[] frame = new byte[length + 2];
        data.copyInto(frame, 1);
        frame[0] = (byte) (length - 1);
        return sealed(frame);
    }

    /** Sixteen-bit numbers, most significant byte first, and the XOR of all of it. */
    static Bytes halfWords(List<Integer> numbers) {
        byte[] frame = new byte[2 * numbers.size() + 1];
        int at = 0;
        for (int number : numbers) {
            frame[at++] = (byte) (number >>> 8);
            frame[at++] = (byte) number;
        }
        return sealed(frame);
    }

    /** Puts the XOR of all bytes before it into the last place. */
    private static Bytes sealed(byte[] frame) {
        int last = frame.length - 1;
        byte sum = 0;
        for (int i = 0; i < last; i++) {
            sum ^= frame[i];
        }
        frame[last] = sum;
        return Bytes.copyOf(frame);
    }
}
