package io.sectorzero.sim.fault;

import java.util.List;

/**
 * What the program in flash needs.
 *
 * @param needsClocks whether it relies on the reset value of RCC_AHB1ENR and hangs when started without it
 */
public record FirmwareCondition(boolean needsClocks) implements Condition {

    public static final FirmwareCondition EASY = new FirmwareCondition(false);

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(needsClocks, "U16", "the program relies on clocks that Go leaves off")
                .list();
    }
}
