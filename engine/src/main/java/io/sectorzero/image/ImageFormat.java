package io.sectorzero.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file formats firmware comes in. Each has a short name for people and the endings its files usually carry. */
public enum ImageFormat {

    INTEL_HEX("hex", "Intel HEX", "hex", "ihex", "ihx", "ihe", "h86", "mcs"),
    S_RECORD("srec", "Motorola S-record", "srec", "sre", "s19", "s28", "s37", "mot", "mhx", "sx"),
    ELF("elf", "ELF", "elf", "axf", "out"),
    RAW_BINARY("bin", "raw binary", "bin", "img", "raw"),
    DFUSE("dfu", "DfuSe", "dfu");

    private static final byte[] ELF_MAGIC = {0x7F, 'E', 'L', 'F'};
    private static final byte[] DFUSE_MAGIC = {'D', 'f', 'u', 'S', 'e'};

    private final String shortName;
    private final String title;
    private final List<String> endings;

    ImageFormat(String shortName, String title, String... endings) {
        this.shortName = shortName;
        this.title = title;
        this.endings = List.of(endings);
    }

    /** What a person types to choose it: {@code hex}, {@code srec}, {@code elf}, {@code bin}, {@code dfu}. */
    public String shortName() {
        return shortName;
    }

    public String title() {
        return title;
    }

    /** The format of that short name. */
    public static Optional<ImageFormat> named(String shortName) {
        return Arrays.stream(values()).filter(format -> format.shortName.equals(shortName)).findFirst();
    }

    /** The format a file name suggests by its ending, in either case. */
    public static Optional<ImageFormat> ofFileName(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return fileName.indexOf('.') < 0
                ? Optional.empty()
                : Arrays.stream(values()).filter(format -> format.endings.contains(ending)).findFirst();
    }

    /**
     * The format the content shows. Raw binary shows nothing, so it is never the answer. Text is recognised by the first
     * characters of its first record: more than any vector table, which starts with a word-aligned stack address, can look like.
     */
    static Optional<ImageFormat> ofContent(byte[] content) {
        if (startsWith(content, ELF_MAGIC)) {
            return Optional.of(ELF);
        }
        if (startsWith(content, DFUSE_MAGIC)) {
            return Optional.of(DFUSE);
        }
        int first = 0;
        while (first < content.length && (content[first] == '\r' || content[first] == '\n')) {
            first++;
        }
        if (digitsFollow(content, first, 1, 10) && content[first] == ':') {
            return Optional.of(INTEL_HEX);
        }
        if (digitsFollow(content, first, 2, 8) && content[first] == 'S'
                && content[first + 1] >= '0' && content[first + 1] <= '9') {
            return Optional.of(S_RECORD);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private static boolean digitsFollow(byte[] content, int first, int skip, int count) {
        if (content.length < first + skip + count) {
            return false;
        }
        for (int i = first + skip; i < first + skip + count; i++) {
            if (Character.digit(content[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override public String toString() {
        return title;
    }
}
