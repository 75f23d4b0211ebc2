package io.sectorzero.sim.stm32f412;

import java.util.EnumSet;
import java.util.Set;

/** How one chip answers the open questions. Immutable. */
public final class Switches {

    /** Every question answered carefully. */
    public static final Switches CAREFUL = new Switches(EnumSet.noneOf(Switch.class));

    private final Set<Switch> turned;

    private Switches(Set<Switch> turned) {
        this.turned = turned;
    }

    public boolean on(Switch which) {
        return which.careful() != turned.contains(which);
    }

    public Switches with(Switch which, boolean on) {
        var changed = EnumSet.noneOf(Switch.class);
        changed.addAll(turned);
        if (which.careful() == on) {
            changed.remove(which);
        } else {
            changed.add(which);
        }
        return new Switches(changed);
    }

    @Override public String toString() {
        return "careful except " + turned;
    }
}
