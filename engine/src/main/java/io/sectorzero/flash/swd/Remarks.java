package io.sectorzero.flash.swd;

import java.util.ArrayList;
import java.util.List;

/** What a programmer has to tell: what it did beyond the plan, and what the user should know. In order. */
final class Remarks {

    private final List<String> recoveries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Something that is told however often it happens. */
    void recoveredAgain(String what) {
        recoveries.add(what);
    }

    /** Something that is told once, though each contact may find it anew. */
    void recovered(String what) {
        if (!recoveries.contains(what)) {
            recoveries.add(what);
        }
    }

    void warn(String what) {
        if (!warnings.contains(what)) {
            warnings.add(what);
        }
    }

    List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
