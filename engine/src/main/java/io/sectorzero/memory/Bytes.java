package io.sectorzero.memory;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalInt;

/** An immutable run of bytes. Values are read unsigned, 0 to 255. A slice shares the content and costs nothing. */
public final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0], 0, 0);

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final byte[] content;
    private final int offset;
    private final int length;

    private Bytes(byte[] content, int offset, int length) {
        this.content = content;
        this.offset = offset;
        this.length = length;
    }

    /** @throws IllegalArgumentException when a value is outside 0 to 255 */
    public static Bytes of(int... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] > 0xFF) {
                throw new IllegalArgumentException("no byte: %d at position %d".formatted(values[i], i));
            }
            content[i] = (byte) values[i];
        }
        return new Bytes(content, 0, content.length);
    }

    public static Bytes copyOf(byte[] array) {
        return copyOf(array, 0, array.length);
    }

    public static Bytes copyOf(byte[] array, int from, int to) {
        byte[] content = Arrays.copyOfRange(array, from, to);
        return new Bytes(content, 0, content.length);
    }

    public static Bytes repeat(int value, int count) {
        byte[] content = new byte[count];
        Arrays.fill(content, (byte) value);
        return new Bytes(content, 0, count);
    }

    /** Reads "31 CE" and "31CE" alike. @throws IllegalArgumentException when it is no hexadecimal */
    public static Bytes parseHex(String text) {
        byte[] content = HexFormat.of().parseHex(text.replace(" ", ""));
        return new Bytes(content, 0, content.length);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public int at(int index) {
        return content[offset + Objects.checkIndex(index, length)] & 0xFF;
    }

    /** Two bytes, least significant first. */
    public int u16(int index) {
        return at(index) | at(index + 1) << 8;
    }

    /** Four bytes, least significant first. */
    public int u32(int index) {
        return u16(index) | u16(index + 2) << 16;
    }

    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new Bytes(content, offset + from, to - from);
    }

    public Bytes then(Bytes more) {
        byte[] both = Arrays.copyOfRange(content, offset, offset + length + more.length);
        System.arraycopy(more.content, more.offset, both, length, more.length);
        return new Bytes(both, 0, both.length);
    }

    public Bytes then(int value) {
        return then(of(value));
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(content, offset, offset + length);
    }

    public void copyInto(byte[] target, int at) {
        System.arraycopy(content, offset, target, at, length);
    }

    public boolean isAll(int value) {
        for (int i = offset; i < offset + length; i++) {
            if (content[i] != (byte) value) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first byte that differs from {@code other}; a missing byte differs. */
    public OptionalInt firstDifference(Bytes other) {
        int index = Arrays.mismatch(content, offset, offset + length,
                other.content, other.offset, other.offset + other.length);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    @Override public boolean equals(Object other) {
        return other instanceof Bytes that && firstDifference(that).isEmpty();
    }

    @Override public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + content[i];
        }
        return hash;
    }

    /** "31 CE": two upper-case digits a byte, one space between. */
    public String hex() {
        return HEX.formatHex(content, offset, offset + length);
    }

    @Override public String toString() {
        return length <= 32 ? hex() : slice(0, 32).hex() + " … (" + length + " bytes)";
    }
}
