package io.sectorzero.image;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first 52 bytes of a 32-bit ELF file and the two tables they point at, checked against the size of the file before
 * anybody acts on them. Field names are those of the ELF specification, version 1.2, "ELF Header" and "Section Header".
 */
final class ElfHeader {

    static final int SIZE = 52;

    private static final int E_TYPE = 16;
    private static final int E_MACHINE = 18;
    private static final int E_PHOFF = 28;
    private static final int E_SHOFF = 32;
    private static final int E_PHENTSIZE = 42;
    private static final int E_PHNUM = 44;
    private static final int E_SHENTSIZE = 46;
    private static final int E_SHNUM = 48;

    private static final int PROGRAM_HEADER_SIZE = 32;
    private static final int SECTION_HEADER_SIZE = 40;
    private static final int CLASS_32_BIT = 1;
    private static final int LITTLE_ENDIAN = 1;
    private static final int EXECUTABLE = 2;
    private static final int ARM = 40;
    private static final int NO_BITS = 8;
    private static final int ALLOCATED = 2;

    /** A linker makes a handful. The library counts them in a signed 16-bit number. */
    private static final int MOST_PROGRAM_HEADERS = 1024;

    /** Content of a section that is part of the program: where it lies in the file. */
    record Section(long offset, long size) { }

    private final String file;
    private final byte[] content;
    private final ByteBuffer fields;

    ElfHeader(String file, byte[] content) {
        this.file = file;
        this.content = content;
        this.fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws ImageRejected when this is no linked program for a little-endian 32-bit Arm, or its tables leave the file */
    void check() {
        if (content.length < SIZE) {
            throw damaged("offset 0x0", "an ELF header has %d bytes, the file only %d", SIZE, content.length);
        }
        if (content[4] != CLASS_32_BIT || content[5] != LITTLE_ENDIAN || u16(E_MACHINE) != ARM) {
            throw foreign("it is not built for a 32-bit little-endian Arm",
                    "class %d, byte order %d, machine %d; expected 1, 1 and 40".formatted(content[4], content[5], u16(E_MACHINE)));
        }
        if (u16(E_TYPE) != EXECUTABLE) {
            throw foreign("it is not a linked program", "ELF type %d; a program has 2, an object file 1".formatted(u16(E_TYPE)));
        }
        if (programHeaders() == 0) {
            throw foreign("it has no program headers", "a loader can take nothing from it");
        }
        if (programHeaders() > MOST_PROGRAM_HEADERS || u16(E_PHENTSIZE) != PROGRAM_HEADER_SIZE
                || u32(E_PHOFF) + programHeaders() * (long) PROGRAM_HEADER_SIZE > content.length) {
            throw damaged("offset 0x%X".formatted(E_PHOFF), "%d program headers of %d bytes at offset 0x%X cannot be, the file ends at 0x%X",
                    programHeaders(), u16(E_PHENTSIZE), u32(E_PHOFF), content.length);
        }
    }

    int programHeaders() {
        return u16(E_PHNUM);
    }

    /** The file up to the end of its program headers, claiming to have no sections. */
    byte[] withoutSections() {
        int end = (int) Math.max(SIZE, u32(E_PHOFF) + programHeaders() * (long) PROGRAM_HEADER_SIZE);
        byte[] head = Arrays.copyOf(content, end);
        Arrays.fill(head, E_SHOFF, E_SHOFF + 4, (byte) 0);
        Arrays.fill(head, E_SHENTSIZE, SIZE, (byte) 0);
        return head;
    }

    /** Sections that are allocated in memory and stored in the file. */
    List<Section> storedSections() {
        long table = u32(E_SHOFF);
        int count = u16(E_SHNUM);
        if (count == 0 || u16(E_SHENTSIZE) != SECTION_HEADER_SIZE || table + count * (long) SECTION_HEADER_SIZE > content.length) {
            throw damaged("offset 0x%X".formatted(E_SHOFF),
                    "a segment begins with the file's own headers, and %d section headers at 0x%X cannot tell them apart", count, table);
        }
        var stored = new ArrayList<Section>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * SECTION_HEADER_SIZE;
            if (u32(at + 4) != NO_BITS && (u32(at + 8) & ALLOCATED) != 0) {
                stored.add(new Section(u32(at + 16), u32(at + 20)));
            }
        }
        return stored;
    }

    ImageRejected damaged(String place, String what, Object... arguments) {
        return Complaint.damaged(Complaint.about(file, place, what, arguments));
    }

    private ImageRejected foreign(String what, String found) {
        return new ImageRejected(Diagnosis.of("%s cannot be flashed: %s", file, what).because("%s", found)
                .remedy("choose the linked program that was built for the part on the bench"));
    }

    private int u16(int at) {
        return Short.toUnsignedInt(fields.getShort(at));
    }

    private long u32(int at) {
        return Integer.toUnsignedLong(fields.getInt(at));
    }
}
