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
    private final F[] fields;
    // By ordinal: registers are asked at every bus access, and this is the shortest way.
    private final int[] masks;
    private final int writable;
    private final int clearedByOne;
    private final int setByOne;
    private final int readable;
    private int value;

    /** @throws IllegalStateException when two fields share a bit */
    public Register(String name, int offset, int resetValue, Class<F> table) {
        this.name = name;
        this.offset = offset;
        this.resetValue = resetValue;
        this.fields = table.getEnumConstants();
        masks = new int[fields.length];
        placeFields();
        writable = maskOf(Access.READ_WRITE) | maskOf(Access.WRITE_ONLY);
        clearedByOne = maskOf(Access.WRITE_ONE_TO_CLEAR);
        setByOne = maskOf(Access.SET_ONLY);
        readable = ~maskOf(Access.WRITE_ONLY);
        value = resetValue;
    }

    private void placeFields() {
        int seen = 0;
        for (F field : fields) {
            int mask = field.place().mask();
            if ((seen & mask) != 0) {
                throw new IllegalStateException("%s: %s overlaps another field".formatted(name, field.name()));
            }
            masks[field.ordinal()] = mask;
            seen |= mask;
        }
    }

    private int maskOf(Access access) {
        int mask = 0;
        for (F field : fields) {
            mask |= field.place().access() == access ? field.place().mask() : 0;
        }
        return mask;
    }

    public String name() {
        return name;
    }

    public int offset() {
        return offset;
    }

    /** What a bus read brings. */
    public int read() {
        return value & readable;
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
        value = value & ~(writable & lanes) | reached & writable;
        value &= ~(reached & clearedByOne);
        value |= reached & setByOne;
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
        for (F field : fields) {
            if (is(field)) {
                text.append(' ').append(field.name()).append(amount(field));
            }
        }
        return text.toString();
    }

    // A number of up to seven bits counts something and reads best in decimal; a wider one is a code.
    private String amount(F field) {
        int bits = field.place().bits();
        if (bits == 1) {
            return "";
        }
        return bits < 8 ? "=" + get(field) : "=0x%X".formatted(get(field));
    }

    @Override public String toString() {
        return explain();
    }
}
