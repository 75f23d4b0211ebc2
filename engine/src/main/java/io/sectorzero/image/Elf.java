package io.sectorzero.image;

import io.sectorzero.memory.Address;
import java.util.Optional;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSegment;

/**
 * A linked ELF file: its load segments, at their physical addresses. The physical address is where the bytes are stored,
 * the virtual one where they are used; initial values of variables have flash for the first and SRAM for the second.
 *
 * <p>The library believes what the file says: counts become array sizes with their sign, sections are read with whatever
 * size they claim. So {@link ElfHeader} checks first, and the library sees only the part it has to read, with no sections.
 *
 * "Tool Interface Standard, Executable and Linking Format Specification", version 1.2.
 */
final class Elf {

    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final ElfHeader header;
    private final byte[] content;
    private final Pieces pieces;

    private Elf(String file, byte[] content) {
        this.header = new ElfHeader(file, content);
        this.content = content;
        this.pieces = new Pieces(file, ImageFormat.ELF, "program header %d");
    }

    static Image parse(String file, byte[] content) {
        return new Elf(file, content).read();
    }

    private Image read() {
        header.check();
        try {
            ElfFile elf = ElfFile.from(header.withoutSections());
            for (int i = 0; i < header.programHeaders(); i++) {
                load(i, elf.getProgramHeader(i));
            }
            // The library widens 32-bit fields with their sign; addresses from 0x8000_0000 on would turn negative.
            return pieces.image(Optional.of(Address.of(elf.e_entry & UNSIGNED)));
        } catch (ElfException e) {
            throw header.damaged("program headers", "%s", e.getMessage());
        }
    }

    private void load(int index, ElfSegment segment) {
        long offset = segment.p_offset & UNSIGNED;
        long stored = segment.p_filesz & UNSIGNED;
        if (segment.p_type != ElfSegment.PT_LOAD || stored == 0) {
            return;
        }
        if (offset + stored > content.length) {
            throw header.damaged("program header " + index,
                    "it wants %d bytes from offset 0x%X, but the file ends at 0x%X", stored, offset, content.length);
        }
        if (stored > (segment.p_memsz & UNSIGNED)) {
            throw header.damaged("program header " + index,
                    "it stores %d bytes for %d bytes of memory", stored, segment.p_memsz & UNSIGNED);
        }
        long address = segment.p_paddr & UNSIGNED;
        if (offset < ElfHeader.SIZE) {
            loadWithoutHeaders(index, address, offset, stored);
        } else {
            pieces.add(address, content, (int) offset, (int) stored, index);
        }
    }

    /**
     * Linkers page-align files, and when there is room before the first section they let the first segment begin with the
     * file's own headers. Those are no program: only what lies in allocated sections is taken.
     */
    private void loadWithoutHeaders(int index, long address, long offset, long stored) {
        for (ElfHeader.Section section : header.storedSections()) {
            if (section.offset() >= offset && section.offset() + section.size() <= offset + stored) {
                pieces.add(address + section.offset() - offset, content, (int) section.offset(), (int) section.size(), index);
            }
        }
    }
}
