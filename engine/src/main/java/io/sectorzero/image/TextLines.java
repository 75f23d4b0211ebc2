package io.sectorzero.image;

import io.sectorzero.failure.ImageRejected;

/**
 * Walks over a text of records, line by line, without copying it. A line ends with LF, CR LF or CR; trailing blanks do not
 * count and empty lines are passed over but counted, so that numbers agree with every editor.
 */
final class TextLines {

    private static final int LONGEST_EXCERPT = 60;

    private final String file;
    private final byte[] text;
    private int next;
    private int number;
    private int from;
    private int to;

    TextLines(String file, byte[] text) {
        this.file = file;
        this.text = text;
    }

    /** Steps to the next line that is not empty; false when there is none. */
    boolean next() {
        do {
            if (next >= text.length) {
                return false;
            }
            step();
        } while (from == to);
        return true;
    }

    private void step() {
        number++;
        from = next;
        while (next < text.length && text[next] != '\n' && text[next] != '\r') {
            next++;
        }
        to = next;
        next += next + 1 < text.length && text[next] == '\r' && text[next + 1] == '\n' ? 2 : 1;
        while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\t')) {
            to--;
        }
    }

    int number() {
        return number;
    }

    char charAt(int column) {
        return from + column < to ? (char) (text[from + column] & 0xFF) : '\n';
    }

    /** Reads the pairs of digits from {@code column} to the end of the line. @return how many bytes they were */
    int decode(int column, byte[] into) {
        int digits = to - from - column;
        if (digits % 2 != 0 || digits > 2 * into.length) {
            throw damaged("%d hexadecimal digits cannot be a record", digits);
        }
        for (int i = 0; i < digits; i += 2) {
            into[i / 2] = (byte) (digit(column + i) << 4 | digit(column + i + 1));
        }
        return digits / 2;
    }

    private int digit(int column) {
        byte b = text[from + column];
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        if (letter >= 'a' && letter <= 'f') {
            return letter - 'a' + 10;
        }
        throw damaged("column %d holds no hexadecimal digit", column + 1);
    }

    ImageRejected damaged(String what, Object... arguments) {
        return Complaint.damaged(Complaint.about(file, "line " + number, what, arguments).because("the line reads %s", excerpt()));
    }

    ImageRejected doubtful(String what, Object... arguments) {
        return Complaint.doubtful(Complaint.about(file, "line " + number, what, arguments).because("the line reads %s", excerpt()));
    }

    /** The line as far as it can be shown: a file that is no text at all must not upset a terminal. */
    String excerpt() {
        var shown = new StringBuilder("\"");
        for (int i = from; i < Math.min(to, from + LONGEST_EXCERPT); i++) {
            if (text[i] >= ' ' && text[i] < 0x7F) {
                shown.append((char) text[i]);
            } else {
                shown.append("\\x%02X".formatted(text[i] & 0xFF));
            }
        }
        return shown.append('"').append(to - from > LONGEST_EXCERPT ? " …" : "").toString();
    }
}
