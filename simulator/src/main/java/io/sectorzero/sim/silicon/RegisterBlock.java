package io.sectorzero.sim.silicon;

/** The registers of one peripheral: finds the register an access means and sorts out the byte lanes. */
public final class RegisterBlock {

    private final String name;
    private final Unmodelled unmodelled;
    private final Register<?>[] byWord;

    public RegisterBlock(String name, Unmodelled unmodelled, Register<?>... registers) {
        this.name = name;
        this.unmodelled = unmodelled;
        int words = 0;
        for (Register<?> register : registers) {
            words = Math.max(words, register.offset() / 4 + 1);
        }
        byWord = new Register<?>[words];
        for (Register<?> register : registers) {
            byWord[register.offset() / 4] = register;
        }
    }

    /** @throws BusFault where no register is modelled, or an access is not aligned to its width */
    public Register<?> at(int offset, BusWidth width) {
        int word = offset >>> 2;
        if (word >= byWord.length || byWord[word] == null) {
            unmodelled.note("%s offset 0x%02X: no register is modelled there", name, offset);
            throw new BusFault("%s offset 0x%02X: nobody answers", name, offset);
        }
        if ((offset & width.bytes() - 1) != 0) {
            unmodelled.note("%s offset 0x%02X: unaligned %s access", name, offset, width);
            throw new BusFault("%s offset 0x%02X: unaligned %s access", name, offset, width);
        }
        return byWord[word];
    }

    public int read(int offset, BusWidth width) {
        return at(offset, width).read() >>> shift(offset) & width.mask();
    }

    public void write(int offset, int value, BusWidth width) {
        at(offset, width).write(value << shift(offset), lanes(offset, width));
    }

    public void reset() {
        for (Register<?> register : byWord) {
            if (register != null) {
                register.reset();
            }
        }
    }

    /** Which bits of the register an access reaches. */
    public static int lanes(int offset, BusWidth width) {
        return width.mask() << shift(offset);
    }

    /** How far a value moves up to reach its byte lane. */
    public static int shift(int offset) {
        return (offset & 3) * 8;
    }
}
