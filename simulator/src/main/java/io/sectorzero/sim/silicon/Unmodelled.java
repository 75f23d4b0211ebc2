package io.sectorzero.sim.silicon;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was touched although the model does not know it. Refused or ignored as silicon would, and named here. */
public final class Unmodelled {

    // A runaway program must not fill the memory; the first hundred distinct touches say what is missing.
    private static final int ENOUGH = 100;

    private final Set<String> notes = new LinkedHashSet<>();

    public void note(String what, Object... arguments) {
        if (notes.size() < ENOUGH) {
            notes.add(what.formatted(arguments));
        }
    }

    /** Distinct touches, in the order of their first appearance. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
