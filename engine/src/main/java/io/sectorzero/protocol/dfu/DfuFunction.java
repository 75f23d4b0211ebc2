package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Address;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The DFU interface of a device, as its descriptors tell it.
 *
 * @param interfaceNumber what class requests are addressed to
 * @param version         of DFU, 0x011A for ST's extensions
 * @param attributes      bit 0 can download, bit 1 can upload, bit 2 stays on the bus after a download, bit 3 detaches itself
 * @param transferSize    most bytes in one request
 * @param memories        name of each alternate setting, as it stands in the descriptors
 */
public record DfuFunction(int interfaceNumber, int version, int attributes, int transferSize, SortedMap<Integer, String> memories) {

    public DfuFunction {
        memories = Collections.unmodifiableSortedMap(new TreeMap<>(memories));
    }

    /** What an alternate setting says about its memory; empty when there is none or it makes no sense. */
    public Optional<MemoryString> memory(int alternate) {
        return Optional.ofNullable(memories.get(alternate)).flatMap(MemoryString::parse);
    }

    /** The alternate setting whose memory has this address. */
    public Optional<Integer> alternateAt(Address address) {
        return memories.keySet().stream().filter(setting -> memory(setting).filter(known -> known.covers(address)).isPresent())
                .findFirst();
    }
}
