package io.sectorzero.device;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The named memories of a chip besides its registers: {@code flash}, {@code ram}, {@code otp}, {@code options}, … */
public record MemoryMap(Map<String, AddressRange> memories) {

    /** @throws IllegalArgumentException when two memories overlap */
    public MemoryMap {
        memories = new TreeMap<>(memories);
        for (var one : memories.entrySet()) {
            for (var other : memories.entrySet()) {
                if (!one.getKey().equals(other.getKey()) && one.getValue().overlaps(other.getValue())) {
                    throw new IllegalArgumentException("%s (%s) and %s (%s) overlap".formatted(
                            one.getKey(), one.getValue(), other.getKey(), other.getValue()));
                }
            }
        }
        memories = Collections.unmodifiableMap(memories);
    }

    /** @throws IllegalArgumentException when the chip has no memory of this name */
    public AddressRange of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no memory named " + name));
    }

    public Optional<AddressRange> find(String name) {
        return Optional.ofNullable(memories.get(name));
    }

    /** The name of the memory an address lies in. */
    public Optional<String> nameAt(Address address) {
        return memories.entrySet().stream().filter(memory -> memory.getValue().contains(address))
                .map(Map.Entry::getKey).findFirst();
    }
}
