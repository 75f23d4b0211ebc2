package io.sectorzero.sim.cortexm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One row of an instruction table: how the encoding is drawn, how the instruction is written, what it does.
 *
 * @param exceptions where the manual says "SEE …": fields with which the bits mean another row
 * @param unpredictable where the manual says so. The model does something, always the same; nobody may rely on it.
 * @param quietInIt a 16-bit instruction that sets the flags outside an IT block only. DDI 0403 Rev E §A4.1.2
 */
record Row(Pattern pattern, String syntax, Operation.Choice choice, int cycles, boolean quietInIt,
        List<When> exceptions, List<When> unpredictable) {

    /** A row whose fields say which registers and which immediate. */
    static Row row(String pattern, String syntax, Operation operation) {
        return row(pattern, syntax, f -> operation);
    }

    /** A row whose fields also say which operation; decided once, when an instruction is decoded. */
    static Row row(String pattern, String syntax, Operation.Choice choice) {
        return new Row(new Pattern(pattern), syntax, choice, 1, false, List.of(), List.of());
    }

    Row unless(String condition) {
        return new Row(pattern, syntax, choice, cycles, quietInIt, with(exceptions, condition), unpredictable);
    }

    Row unpredictable(String... conditions) {
        List<When> all = unpredictable;
        for (String condition : conditions) {
            all = with(all, condition);
        }
        return new Row(pattern, syntax, choice, cycles, quietInIt, exceptions, all);
    }

    /** UNPREDICTABLE when one of these fields names SP or PC. DDI 0403 Rev E §A5.1.1 "Use of 0b1111" and "0b1101". */
    Row neitherSpNorPc(String letters) {
        Row row = this;
        for (char letter : letters.toCharArray()) {
            row = row.unpredictable(letter + "=13|15");
        }
        return row;
    }

    /** What it costs at least; operations add what depends on data, and branches what refilling the pipeline takes. */
    Row costs(int count) {
        return new Row(pattern, syntax, choice, count, quietInIt, exceptions, unpredictable);
    }

    Row flagsOutsideItOnly() {
        return new Row(pattern, syntax, choice, cycles, true, exceptions, unpredictable);
    }

    private List<When> with(List<When> conditions, String one) {
        var all = new ArrayList<>(conditions);
        all.add(new When(pattern, one));
        return Collections.unmodifiableList(all);
    }

    boolean matches(int opcode) {
        return pattern.matches(opcode) && exceptions.stream().noneMatch(e -> e.holds(opcode));
    }

    boolean isUnpredictable(int opcode) {
        return unpredictable.stream().anyMatch(u -> u.holds(opcode));
    }

    /** Whether some opcode belongs to both; tried with every value of the bits that their exceptions look at. */
    boolean overlaps(Row other) {
        int common = pattern.mask() & other.pattern.mask();
        if (pattern.bits() != other.pattern.bits() || (pattern.value() & common) != (other.pattern.value() & common)) {
            return false;
        }
        int fixed = pattern.mask() | other.pattern.mask();
        int open = (exceptionBits() | other.exceptionBits()) & ~fixed;
        int base = pattern.value() | other.pattern.value();
        int chosen = 0;
        do {
            if (matches(base | chosen) && other.matches(base | chosen)) {
                return true;
            }
            chosen = chosen - open & open;
        } while (chosen != 0);
        return false;
    }

    private int exceptionBits() {
        return exceptions.stream().mapToInt(When::mask).reduce(0, (x, y) -> x | y);
    }

    @Override public String toString() {
        return pattern + " " + syntax;
    }
}
