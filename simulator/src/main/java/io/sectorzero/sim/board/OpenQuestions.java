package io.sectorzero.sim.board;

import io.sectorzero.sim.rom.RomSwitch;
import io.sectorzero.sim.stm32f412.Switch;
import java.util.Set;

/**
 * Which of the questions that the documents leave open this board answers the other way.
 *
 * @param chip   switches of the chip that are turned from their default
 * @param loader switches of the loader that are turned from theirs
 */
public record OpenQuestions(Set<Switch> chip, Set<RomSwitch> loader) {

    public static final OpenQuestions USUAL = new OpenQuestions(Set.of(), Set.of());

    public OpenQuestions {
        chip = Set.copyOf(chip);
        loader = Set.copyOf(loader);
    }
}
