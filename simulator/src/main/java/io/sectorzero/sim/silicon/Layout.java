package io.sectorzero.sim.silicon;

/** What a table of fields comes to: worked out once for each table, because every chip has hundreds of registers. */
final class Layout {

    private static final ClassValue<Layout> KNOWN = new ClassValue<>() {

        @Override protected Layout computeValue(Class<?> table) {
            return new Layout((Field[]) table.getEnumConstants());
        }
    };

    final Field[] fields;
    /** By ordinal: registers are asked at every bus access, and this is the shortest way. */
    final int[] masks;
    final int writable;
    final int clearedByOne;
    final int setByOne;
    final int readable;
    /** The first field that shares a bit with one before it; null in a table that is right. */
    final Field overlapping;

    private Layout(Field[] fields) {
        this.fields = fields;
        masks = new int[fields.length];
        int seen = 0;
        Field found = null;
        for (int i = 0; i < fields.length; i++) {
            masks[i] = fields[i].place().mask();
            found = found == null && (seen & masks[i]) != 0 ? fields[i] : found;
            seen |= masks[i];
        }
        overlapping = found;
        writable = maskOf(Access.READ_WRITE) | maskOf(Access.WRITE_ONLY);
        clearedByOne = maskOf(Access.WRITE_ONE_TO_CLEAR);
        setByOne = maskOf(Access.SET_ONLY);
        readable = ~maskOf(Access.WRITE_ONLY);
    }

    static Layout of(Class<? extends Field> table) {
        return KNOWN.get(table);
    }

    private int maskOf(Access access) {
        int mask = 0;
        for (int i = 0; i < fields.length; i++) {
            mask |= fields[i].place().access() == access ? masks[i] : 0;
        }
        return mask;
    }
}
