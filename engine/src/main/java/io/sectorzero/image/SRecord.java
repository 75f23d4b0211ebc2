package io.sectorzero.image;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Motorola S-record.
 *
 * <pre>
 *   S  T  LL  address  data…  CC    LL bytes follow; they and LL and CC add up to FF (mod 256)
 *      0      2 bytes  text         header, first of all
 *      1 2 3  2 3 4    data
 *      4                            reserved
 *      5 6    2 3      none         how many data records there were; whoever counts may leave out the end
 *      7 8 9  4 3 2    none         end, and where to start; 0 is taken for "nowhere"
 * </pre>
 *
 * The checksum does not cover the type digit: a damaged 3 can become a valid 1 at another address, or a valid header. So
 * one file keeps to one kind of data record and to an end record no wider than that, headers come first and with address 0,
 * and whatever carries no data may carry none. One damage stays undetected: a header that becomes the first data record of
 * its file then brings content below 0x10000, which is no flash and is refused where the chip is known.
 */
final class SRecord {

    private static final int LONGEST_RECORD = 1 + 255;
    private static final int WRITTEN_RECORD = 16;
    private static final String HEADER = "SectorZero";

    private final TextLines lines;
    private final Pieces pieces;
    private final byte[] record = new byte[LONGEST_RECORD];
    private int type;
    private int dataType;
    private long dataRecords;
    private boolean counted;

    private SRecord(String file, byte[] text) {
        this.lines = new TextLines(file, text);
        this.pieces = new Pieces(file, ImageFormat.S_RECORD, "line %d");
    }

    static Image parse(String file, byte[] text) {
        return new SRecord(file, text).read();
    }

    private Image read() {
        while (lines.next()) {
            readRecord();
            switch (type) {
                case 0 -> header();
                case 1, 2, 3 -> data();
                case 5, 6 -> count();
                case 7, 8, 9 -> {
                    return end();
                }
                default -> throw lines.doubtful("record type S%d is reserved; nobody can say what it means", type);
            }
        }
        if (counted) {
            return pieces.image(Optional.empty());
        }
        throw lines.doubtful("the end record is missing; the file stops early");
    }

    private void readRecord() {
        type = lines.charAt(1) - '0';
        if (lines.charAt(0) != 'S' || type < 0 || type > 9) {
            throw lines.damaged("a record starts with 'S' and a digit");
        }
        int length = lines.decode(2, record);
        if (length == 0 || length != 1 + (record[0] & 0xFF)) {
            throw lines.damaged("the record announces %d bytes and carries %d", length == 0 ? 0 : record[0] & 0xFF,
                    Math.max(0, length - 1));
        }
        if (dataBytes() < 0) {
            throw lines.damaged("an S%d record of %d bytes has no room for its address", type, length - 1);
        }
        int sum = 0;
        for (int i = 0; i < length - 1; i++) {
            sum += record[i];
        }
        if ((sum + record[length - 1] & 0xFF) != 0xFF) {
            throw lines.damaged("the checksum is %02X, but the bytes need %02X", record[length - 1] & 0xFF, ~sum & 0xFF);
        }
    }

    private void header() {
        if (dataRecords > 0 || address() != 0) {
            throw lines.doubtful("a header comes first and has address 0; this may be a damaged data record");
        }
    }

    private void data() {
        if (dataType != 0 && dataType != type) {
            throw lines.doubtful("an S%d record among S%d records; the digit may be damaged", type, dataType);
        }
        if (counted) {
            throw lines.doubtful("a data record follows the count of data records");
        }
        dataType = type;
        dataRecords++;
        pieces.add(address(), record, 1 + addressBytes(), dataBytes(), lines.number());
    }

    private void count() {
        refuseData();
        if (address() != dataRecords) {
            throw lines.doubtful("%d data records are announced, %d came", address(), dataRecords);
        }
        counted = true;
    }

    private Image end() {
        refuseData();
        if (dataType != 0 && 10 - type > dataType) {
            throw lines.doubtful("S%d records do not end with S%d; a digit may be damaged", dataType, type);
        }
        Optional<Address> entry = address() == 0 ? Optional.empty() : Optional.of(Address.of(address()));
        if (lines.next()) {
            throw lines.doubtful("something follows the end record");
        }
        return pieces.image(entry);
    }

    private void refuseData() {
        if (dataBytes() != 0) {
            throw lines.doubtful("an S%d record carries no data, this one carries %d bytes", type, dataBytes());
        }
    }

    private int addressBytes() {
        return switch (type) {
            case 2, 6, 8 -> 3;
            case 3, 7 -> 4;
            default -> 2;
        };
    }

    private int dataBytes() {
        return (record[0] & 0xFF) - addressBytes() - 1;
    }

    private long address() {
        long address = 0;
        for (int i = 0; i < addressBytes(); i++) {
            address = address << 8 | record[1 + i] & 0xFF;
        }
        return address;
    }

    /** The segment as text: header, S3 records of 16 bytes, end. */
    static byte[] write(Segment segment) {
        var text = new ByteArrayOutputStream(segment.data().length() * 3);
        line(text, 0, Bytes.of(0, 0).then(Bytes.copyOf(HEADER.getBytes(StandardCharsets.US_ASCII))));
        for (int done = 0; done < segment.data().length(); ) {
            Address address = segment.start().plus(done);
            int count = (int) Math.min(WRITTEN_RECORD - address.unsigned() % WRITTEN_RECORD, segment.data().length() - done);
            line(text, 3, address.bigEndian().then(segment.data().slice(done, done + count)));
            done += count;
        }
        line(text, 7, new Address(0).bigEndian());
        return text.toByteArray();
    }

    private static void line(ByteArrayOutputStream text, int type, Bytes body) {
        Bytes record = Bytes.of(body.length() + 1).then(body);
        int sum = 0;
        for (int i = 0; i < record.length(); i++) {
            sum += record.at(i);
        }
        String line = "S" + type + record.then(~sum & 0xFF).hex().replace(" ", "") + "\n";
        text.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }
}
