package io.sectorzero.link;

/** How a UART frames its bytes. Eight data bits and one stop bit throughout: no part of this trade uses another. */
public record LineSettings(int baud, Parity parity) {

    public enum Parity { NONE, EVEN, ODD }

    public LineSettings {
        if (baud < 1) {
            throw new IllegalArgumentException("no baud rate: " + baud);
        }
    }

    /** What the ROM bootloader listens to: 8 data bits, even parity, 1 stop bit. AN3155 Rev 20. */
    public static LineSettings even(int baud) {
        return new LineSettings(baud, Parity.EVEN);
    }

    /** Start, data, parity and stop bits of one byte on the wire. */
    public int bitsPerByte() {
        return parity == Parity.NONE ? 10 : 11;
    }

    /** "115200 8E1". */
    @Override public String toString() {
        return "%d 8%c1".formatted(baud, parity.name().charAt(0));
    }
}
