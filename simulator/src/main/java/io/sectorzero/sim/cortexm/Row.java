package io.sectorzero.sim.cortexm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One row of an instruction table: how the encoding is drawn, how the instruction is written, what it does.
 *
 * @param exceptions where the manual says "SEE …": fields with which the bits mean another row
 * @param unpredictable where the manual says so. The model does something, always the same; nobody may rely on it.
 * @param quietInIt a 16-bit instruction that sets the flags outside an IT block only. DDI 0403 Rev E §A4.1.2
 * @param evenInIt executed in an IT block even where the condition does not hold
 */
record Row(Pattern pattern, String syntax, Operation.Choice choice, IntUnaryOperator immediate, int cycles,
        boolean quietInIt, boolean evenInIt, List<When> exceptions, List<Condition> unpredictable) {

    /** Something that holds for some opcodes of a row. */
    @FunctionalInterface
    interface Condition {

        boolean holds(Pattern drawn, int opcode);
    }

    /** A row whose fields say which registers and which immediate. */
    static Row row(String pattern, String syntax, Operation operation) {
        return row(pattern, syntax, f -> operation);
    }

    /** A row whose fields also say which operation; decided once, when an instruction is decoded. */
    static Row row(String pattern, String syntax, Operation.Choice choice) {
        return new Row(new Pattern(pattern), syntax, choice, raw -> raw, 1, false, false, List.of(), List.of());
    }

    Row unless(String condition) {
        return new Row(pattern, syntax, choice, immediate, cycles, quietInIt, evenInIt, with(condition), unpredictable);
    }

    Row unpredictable(String... conditions) {
        Row row = this;
        for (String condition : conditions) {
            row = row.unpredictableIf(new When(pattern, condition));
        }
        return row;
    }

    Row unpredictableIf(Condition condition) {
        var all = new ArrayList<>(unpredictable);
        all.add(condition);
        return new Row(pattern, syntax, choice, immediate, cycles, quietInIt, evenInIt, exceptions, Collections.unmodifiableList(all));
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
        return new Row(pattern, syntax, choice, immediate, count, quietInIt, evenInIt, exceptions, unpredictable);
    }

    /** How the bits drawn i become the immediate; without this they are it. */
    Row immediate(IntUnaryOperator reading) {
        return new Row(pattern, syntax, choice, reading, cycles, quietInIt, evenInIt, exceptions, unpredictable);
    }

    Row flagsOutsideItOnly() {
        return new Row(pattern, syntax, choice, immediate, cycles, true, evenInIt, exceptions, unpredictable);
    }

    Row whateverTheCondition() {
        return new Row(pattern, syntax, choice, immediate, cycles, quietInIt, true, exceptions, unpredictable);
    }

    private List<When> with(String exception) {
        var all = new ArrayList<>(exceptions);
        all.add(new When(pattern, exception));
        return Collections.unmodifiableList(all);
    }

    boolean matches(int opcode) {
        return pattern.matches(opcode) && exceptions.stream().noneMatch(e -> e.holds(pattern, opcode));
    }

    boolean isUnpredictable(int opcode) {
        return unpredictable.stream().anyMatch(u -> u.holds(pattern, opcode));
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
