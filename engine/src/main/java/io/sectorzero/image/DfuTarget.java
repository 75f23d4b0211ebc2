package io.sectorzero.image;

import java.util.List;

/**
 * One target of a DfuSe file: what is meant for one alternate setting of the bootloader's DFU interface.
 *
 * @param alternateSetting 0 is internal flash on every STM32 bootloader; AN3156 Rev 18 [P] lists the others
 * @param name as the file gives it, empty when it gives none
 * @param elements in the order of the file, empty ones left out
 */
public record DfuTarget(int alternateSetting, String name, List<Segment> elements) {

    public static final int INTERNAL_FLASH = 0;

    public DfuTarget {
        elements = List.copyOf(elements);
    }
}
