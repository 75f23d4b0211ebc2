package io.sectorzero.sim.silicon;

/**
 * A value whose fields are one enum. Applies the access rules and explains itself in one line; what a write sets in
 * motion is the business of the controller that owns the register. Bits no field names are reserved: they read as the
 * reset value has them and writes leave them.
 */
public final class Register<F extends Enum<F> & Field> {

    private final String name;
    private final int offset;
    private final int resetValue;
    private final Layout layout;
    private final int[] masks;
    private int value;

    /** @throws IllegalStateException when two fields share a bit */
    public Register(String name, int offset, int resetValue, Class<F> table) {
        this.name = name;
        this.offset = offset;
        this.resetValue = resetValue;
        layout = Layout.of(table);
        masks = layout.masks;
        value = resetValue;
        if (layout.overlapping != null) {
            throw new IllegalStateException("%s: %s overlaps another field".formatted(name, layout.overlapping.name()));
        }
    }

    public String name() {
        return name;
    }

    public int offset() {
        return offset;
    }

    /** What a bus read brings. */
    public int read() {
        return value & layout.readable;
    }

    /** What the bits are, also those a read hides. */
    public int value() {
        return value;
    }

    public void write(int bits) {
        write(bits, -1);
    }

    /** A write that reaches only some byte lanes, as a byte or half-word store does. */
    public void write(int bits, int lanes) {
        int reached = bits & lanes;
        value = value & ~(layout.writable & lanes) | reached & layout.writable;
        value &= ~(reached & layout.clearedByOne);
        value |= reached & layout.setByOne;
    }

    public void reset() {
        value = resetValue;
    }

    /** The hardware's own pen: puts all bits at once, whatever software may do to them. */
    public void load(int bits) {
        value = bits;
    }

    public boolean is(F field) {
        return (value & masks[field.ordinal()]) != 0;
    }

    public int get(F field) {
        int mask = masks[field.ordinal()];
        return (value & mask) >>> Integer.numberOfTrailingZeros(mask);
    }

    public void set(F field, int bits) {
        int mask = masks[field.ordinal()];
        value = value & ~mask | bits << Integer.numberOfTrailingZeros(mask) & mask;
    }

    public void raise(F field) {
        value |= masks[field.ordinal()];
    }

    public void lower(F field) {
        value &= ~masks[field.ordinal()];
    }

    /** {@code FLASH_CR=80010052 SER SNB=10 STRT LOCK}: the value, then every field that is not zero. */
    public String explain() {
        var text = new StringBuilder("%s=%08X".formatted(name, value));
        for (int i = 0; i < masks.length; i++) {
            if ((value & masks[i]) != 0) {
                text.append(' ').append(layout.fields[i].name()).append(amount(layout.fields[i].place()));
            }
        }
        return text.toString();
    }

    // A number of up to seven bits counts something and reads best in decimal; a wider one is a code.
    private String amount(Place place) {
        int amount = (value & place.mask()) >>> place.lowBit();
        if (place.bits() == 1) {
            return "";
        }
        return place.bits() < 8 ? "=" + amount : "=0x%X".formatted(amount);
    }

    @Override public String toString() {
        return explain();
    }
}
