package io.sectorzero.image;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Intel HEX, all six record types.
 *
 * <pre>
 *   :  LL  AAAA  TT  data…  CC      LL data bytes, offset AAAA, type TT; all bytes and CC add up to 0 (mod 256)
 *      00  data                     at base + offset
 *      01  end of file              nothing may follow
 *      02  segment base             data bytes: base / 16; offsets wrap at 64 KB
 *      03  start, CS:IP
 *      04  linear base              data bytes: base / 65536; offsets do not wrap
 *      05  start, EIP
 * </pre>
 *
 * Intel, "Hexadecimal Object File Format Specification", Rev A.
 */
final class IntelHex {

    private static final int LONGEST_RECORD = 1 + 2 + 1 + 255 + 1;
    private static final int WRITTEN_RECORD = 16;

    private final TextLines lines;
    private final Pieces pieces;
    private final byte[] record = new byte[LONGEST_RECORD];
    private long base;
    private boolean linear;
    private Optional<Address> entry = Optional.empty();

    private IntelHex(String file, byte[] text) {
        this.lines = new TextLines(file, text);
        this.pieces = new Pieces(file, ImageFormat.INTEL_HEX, "line %d");
    }

    static Image parse(String file, byte[] text) {
        return new IntelHex(file, text).read();
    }

    private Image read() {
        while (lines.next()) {
            readRecord();
            if (type() == 1) {
                if (lines.next()) {
                    throw lines.doubtful("something follows the end record");
                }
                return pieces.image(entry);
            }
        }
        throw lines.doubtful("the end record is missing; the file stops early");
    }

    private void readRecord() {
        if (lines.charAt(0) != ':') {
            throw lines.damaged("a record starts with ':'");
        }
        int length = lines.decode(1, record);
        if (length < 5 || length != 5 + count()) {
            throw lines.damaged("the record announces %d data bytes and carries %d", length == 0 ? 0 : count(), Math.max(0, length - 5));
        }
        int sum = 0;
        for (int i = 0; i < length - 1; i++) {
            sum += record[i];
        }
        if ((sum + record[length - 1] & 0xFF) != 0) {
            throw lines.damaged("the checksum is %02X, but the bytes need %02X", record[length - 1] & 0xFF, -sum & 0xFF);
        }
        obey();
    }

    private void obey() {
        switch (type()) {
            case 0 -> data();
            case 1 -> expect(0);
            case 2 -> base(4, false);
            case 3 -> {
                expect(4);
                entry = Optional.of(Address.of((u16(4) << 4) + u16(6)));
            }
            case 4 -> base(16, true);
            case 5 -> {
                expect(4);
                entry = Optional.of(Address.of((long) u16(4) << 16 | u16(6)));
            }
            default -> throw lines.doubtful("there is no record type %02X", type());
        }
    }

    private void data() {
        int offset = u16(1);
        // Without a linear base the bytes past 64 KB would belong at the segment's start. Nobody means that.
        if (!linear && offset + count() > 0x1_0000) {
            throw lines.doubtful("%d bytes at offset %04X wrap around the end of a 64 KB segment", count(), offset);
        }
        pieces.add(base + offset, record, 4, count(), lines.number());
    }

    private void base(int shift, boolean linearBase) {
        expect(2);
        base = (long) u16(4) << shift;
        linear = linearBase;
    }

    private void expect(int bytes) {
        if (count() != bytes) {
            throw lines.doubtful("a record of type %02X carries %d bytes, not %d", type(), bytes, count());
        }
    }

    private int count() {
        return record[0] & 0xFF;
    }

    private int type() {
        return record[3] & 0xFF;
    }

    private int u16(int index) {
        return (record[index] & 0xFF) << 8 | record[index + 1] & 0xFF;
    }

    /** The segment as text: linear bases, records of 16 bytes that never cross one. */
    static byte[] write(List<Segment> segments) {
        var text = new ByteArrayOutputStream();
        int upper = 0;
        for (Segment segment : segments) {
            for (int done = 0; done < segment.data().length(); ) {
                long address = segment.start().plus(done).unsigned();
                if (address >>> 16 != upper) {
                    upper = (int) (address >>> 16);
                    line(text, Bytes.of(2, 0, 0, 4, upper >> 8, upper & 0xFF));
                }
                int low = (int) address & 0xFFFF;
                int count = Math.min(WRITTEN_RECORD - low % WRITTEN_RECORD, segment.data().length() - done);
                line(text, Bytes.of(count, low >> 8, low & 0xFF, 0).then(segment.data().slice(done, done + count)));
                done += count;
            }
        }
        line(text, Bytes.of(0, 0, 0, 1));
        return text.toByteArray();
    }

    private static void line(ByteArrayOutputStream text, Bytes record) {
        int sum = 0;
        for (int i = 0; i < record.length(); i++) {
            sum += record.at(i);
        }
        String line = ":" + record.then(-sum & 0xFF).hex().replace(" ", "") + "\n";
        text.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }
}
