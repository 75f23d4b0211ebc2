package io.sectorzero.device;

import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * Where each setting lies in the option bytes. What no field covers is reserved and travels along unchanged.
 *
 * @param range where the bytes are read and written
 * @param brownOutVolts rising threshold by value of the field; 0 means off
 */
public record OptionByteLayout(AddressRange range, Fields fields, List<Double> brownOutVolts) {

    /** The fields, by what they mean. */
    record Fields(BitField readProtection, BitField resetOnStandby, BitField resetOnStop, BitField watchdogSoftware,
                  BitField brownOut, BitField codeProtection, BitField sectorProtection) {

        List<BitField> all() {
            return List.of(readProtection, resetOnStandby, resetOnStop, watchdogSoftware, brownOut, codeProtection,
                    sectorProtection);
        }
    }

    /** @throws IllegalArgumentException when fields overlap or leave the bytes */
    public OptionByteLayout {
        brownOutVolts = List.copyOf(brownOutVolts);
        List<BitField> all = fields.all();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (all.get(i).overlaps(all.get(j))) {
                    throw new IllegalArgumentException("fields %s and %s overlap".formatted(all.get(i), all.get(j)));
                }
            }
            if (all.get(i).high() >= range.length() * 8) {
                throw new IllegalArgumentException("field %s lies outside %d bytes".formatted(all.get(i), range.length()));
            }
        }
        if (brownOutVolts.size() != 1 << fields.brownOut().width()) {
            throw new IllegalArgumentException("%d brown-out thresholds for %d values".formatted(brownOutVolts.size(),
                    1 << fields.brownOut().width()));
        }
    }

    public int length() {
        return (int) range.length();
    }

    public int sectorCount() {
        return fields.sectorProtection().width();
    }

    /** @throws IllegalArgumentException when the length is not {@link #length()} */
    public OptionBytes decode(Bytes raw) {
        return new OptionBytes(this, raw);
    }
}
