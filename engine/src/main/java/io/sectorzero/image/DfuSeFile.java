package io.sectorzero.image;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A DfuSe container. Numbers are little-endian.
 *
 * <pre>
 *   prefix   11   "DfuSe"  version 01  size of the file (4)  number of targets (1)
 *   target  274   "Target" alternate setting (1)  named (4)  name (255)  size of its elements (4)  number of elements (4)
 *   element   8   address (4)  size (4), then that many bytes
 *   suffix   16   device (2) product (2) vendor (2) DFU version (2) "UFD" length 10 CRC (4)
 * </pre>
 *
 * UM0391 Rev 1 §2 "DFU File format" [P]; the suffix is that of USB DFU 1.1 appendix B. Only what is meant for internal flash
 * becomes content; everything is kept in {@link Image#targets()}.
 */
final class DfuSeFile {

    private static final int PREFIX = 11;
    private static final int TARGET_PREFIX = 274;
    private static final int ELEMENT_PREFIX = 8;
    private static final int SUFFIX = 16;
    private static final int NAME_SIZE = 255;
    // AN3156 Rev 18 [P]; all ones match any device, and a product of zero none in particular. USB DFU 1.1 appendix B.
    private static final int ST = 0x0483;
    private static final int BOOTLOADER = 0xDF11;
    private static final int ANY = 0xFFFF;
    private static final int MOST_ELEMENTS = 1 << 16;

    /** Content for internal flash, and as much again for everything else. */
    private static final int LARGEST_FILE = 2 * Pieces.LARGEST_CONTENT;

    private final String file;
    private final byte[] raw;
    private final Bytes content;
    private final Pieces pieces;
    private final int end;
    private int at = PREFIX;
    private int elements;

    private DfuSeFile(String file, byte[] raw) {
        this.file = file;
        this.raw = raw;
        this.content = Bytes.copyOf(raw);
        this.pieces = new Pieces(file, ImageFormat.DFUSE, "offset 0x%X");
        this.end = raw.length - SUFFIX;
    }

    static Image parse(String file, byte[] raw) {
        if (raw.length > LARGEST_FILE) {
            throw Complaint.rejected(Diagnosis.of("%s is too large for a DfuSe file", file)
                            .because("it has %d bytes; %d is the limit", raw.length, LARGEST_FILE),
                    ImageCause.TOO_LARGE.suspect(LIKELY), "choose an image made for the part on the bench");
        }
        return new DfuSeFile(file, raw).read();
    }

    private Image read() {
        checkFrame();
        var targets = new ArrayList<DfuTarget>();
        for (int i = content.at(10); i > 0; i--) {
            targets.add(target());
        }
        if (at != end) {
            throw damaged(at, "%d bytes belong to no target", end - at);
        }
        return pieces.image(Optional.empty(), targets);
    }

    private void checkFrame() {
        if (end < PREFIX || !text(0, 5).equals("DfuSe")) {
            throw damaged(0, "a DfuSe file starts with \"DfuSe\" and has at least %d bytes", PREFIX + SUFFIX);
        }
        if (!text(end + 8, 3).equals("UFD") || content.at(end + 11) != SUFFIX) {
            throw damaged(end, "the suffix is missing; the file stops early or was extended");
        }
        // The DFU checksum is the CRC-32 of zip without its final inversion.
        int computed = ~Checksums.crc32(content.slice(0, end + 12));
        if (computed != content.u32(end + 12)) {
            throw damaged(end + 12, "the checksum is %08X, but the bytes give %08X", content.u32(end + 12), computed);
        }
        if (content.at(5) != 1) {
            throw damaged(5, "this is version %d of the format; only 1 is known", content.at(5));
        }
        int product = content.u16(end + 2);
        int vendor = content.u16(end + 4);
        if (vendor != ST && vendor != ANY || product != BOOTLOADER && product != ANY && product != 0) {
            throw Complaint.rejected(Diagnosis.of("%s is not meant for an STM32", file)
                            .because("its suffix names the USB device %04X:%04X; the bootloader of an STM32 is %04X:%04X", vendor, product, ST, BOOTLOADER),
                    ImageCause.DAMAGED.suspect(POSSIBLE), "choose the file that was made for this board");
        }
        // UM0391 leaves open whether the suffix counts; tools that write these files are of both minds.
        if (u32(6) != end && u32(6) != raw.length) {
            throw damaged(6, "%d bytes are announced, %d are there", u32(6), raw.length);
        }
    }

    private DfuTarget target() {
        int start = at;
        step(TARGET_PREFIX, "a target's prefix");
        if (!text(start, 6).equals("Target")) {
            throw damaged(start, "a target starts with \"Target\"");
        }
        int alternateSetting = content.at(start + 6);
        String name = u32(start + 7) == 0 ? "" : text(start + 11, NAME_SIZE);
        long size = u32(start + 266);
        var found = new ArrayList<Segment>();
        for (long i = u32(start + 270); i > 0; i--) {
            element(alternateSetting, found);
        }
        if (at - start - TARGET_PREFIX != size) {
            throw damaged(start + 266, "%d bytes of elements are announced, %d are there", size, at - start - TARGET_PREFIX);
        }
        return new DfuTarget(alternateSetting, name, found);
    }

    private void element(int alternateSetting, List<Segment> found) {
        int start = at;
        step(ELEMENT_PREFIX, "an element's prefix");
        long address = u32(start);
        long size = u32(start + 4);
        step(size, "an element");
        if (++elements > MOST_ELEMENTS) {
            throw damaged(start, "the content comes in more than %d elements", MOST_ELEMENTS);
        }
        if (address + size > 1L << 32) {
            throw damaged(start, "%d bytes at %s run over the end of the address space", size, Address.of(address));
        }
        if (size > 0) {
            found.add(new Segment(Address.of(address), content.slice(start + ELEMENT_PREFIX, at)));
            if (alternateSetting == DfuTarget.INTERNAL_FLASH) {
                pieces.add(address, raw, start + ELEMENT_PREFIX, (int) size, start + ELEMENT_PREFIX, 1);
            }
        }
    }

    private void step(long bytes, String what) {
        if (bytes > end - at) {
            throw damaged(at, "%s of %d bytes is announced, but only %d are left", what, bytes, end - at);
        }
        at += (int) bytes;
    }

    private ImageRejected damaged(int offset, String what, Object... arguments) {
        return Complaint.damaged(Complaint.about(file, "offset 0x%X".formatted(Math.max(0, offset)), what, arguments));
    }

    /** Characters up to the first NUL. */
    private String text(int from, int length) {
        String text = new String(raw, from, length, StandardCharsets.ISO_8859_1);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private long u32(int index) {
        return Integer.toUnsignedLong(content.u32(index));
    }
}
