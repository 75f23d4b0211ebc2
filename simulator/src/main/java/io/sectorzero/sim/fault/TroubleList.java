package io.sectorzero.sim.fault;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, in reading order. */
final class TroubleList {

    private final List<Trouble> troubles = new ArrayList<>();

    TroubleList when(boolean wrong, String cause, String headline, Object... arguments) {
        if (wrong) {
            troubles.add(new Trouble(cause, headline.formatted(arguments)));
        }
        return this;
    }

    List<Trouble> list() {
        return List.copyOf(troubles);
    }
}
