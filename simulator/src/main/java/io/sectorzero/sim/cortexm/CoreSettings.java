package io.sectorzero.sim.cortexm;

/**
 * What a part's maker chose.
 *
 * @param interrupts number of interrupt lines, at most 240
 * @param priorityBits how many of the eight bits of a priority exist, from the top
 * @param cyclesPerReferenceTick period of SysTick's external reference in core cycles
 */
public record CoreSettings(int interrupts, int priorityBits, int cyclesPerReferenceTick) {

    public CoreSettings {
        if (interrupts < 1 || interrupts > 240 || priorityBits < 3 || priorityBits > 8 || cyclesPerReferenceTick < 1) {
            throw new IllegalArgumentException("no Cortex-M4 has %d interrupts, %d priority bits, a reference of %d cycles"
                    .formatted(interrupts, priorityBits, cyclesPerReferenceTick));
        }
    }

    /** As many lines as the architecture allows, four priority bits, SysTick's reference at an eighth of the clock. */
    public static CoreSettings ordinary() {
        return new CoreSettings(240, 4, 8);
    }
}
