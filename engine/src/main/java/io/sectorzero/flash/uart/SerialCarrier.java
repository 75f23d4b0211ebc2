package io.sectorzero.flash.uart;

import io.sectorzero.device.BootloaderProfile;
import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.Route;
import io.sectorzero.link.LineSettings;
import java.time.Duration;
import java.util.OptionalInt;

/** A serial line to the ROM bootloader: every byte takes its bits, and every command its frame. */
public record SerialCarrier(LineSettings line, int blockBytes) implements Carrier {

    // Bytes on the wire besides the data, both directions. AN3155 Rev 20: Write Memory is 31 CE, address and checksum,
    // count, data, checksum, three ACKs; Read Memory is 11 EE, address and checksum, count twice, three ACKs, data;
    // Extended Erase of one sector is 44 BB, count, number, checksum, two ACKs.
    private static final int WRITE_FRAME = 12;
    private static final int READ_FRAME = 12;
    private static final int ERASE_FRAME = 9;

    private static final int WORD = 4;

    private static final int USUAL_BAUD = 115_200;

    /** As fast as the bootloader is documented to follow. AN3155 Rev 20 [P]. */
    public static SerialCarrier usual(BootloaderProfile rom) {
        return at(USUAL_BAUD, rom);
    }

    static SerialCarrier at(int baud, BootloaderProfile rom) {
        return new SerialCarrier(LineSettings.even(baud), rom.blockBytes());
    }

    @Override public Route route() {
        return Route.UART;
    }

    @Override public int grainBytes() {
        return WORD;
    }

    @Override public Duration writing(int bytes) {
        return wire(WRITE_FRAME + bytes);
    }

    @Override public Duration reading(int bytes) {
        return wire(READ_FRAME + bytes);
    }

    @Override public Duration erasing() {
        return wire(ERASE_FRAME);
    }

    @Override public OptionalInt baud() {
        return OptionalInt.of(line.baud());
    }

    private Duration wire(long bytes) {
        return Duration.ofNanos(bytes * line.bitsPerByte() * 1_000_000_000L / line.baud());
    }

    /** "115200 8E1". */
    @Override public String toString() {
        return line.toString();
    }
}
