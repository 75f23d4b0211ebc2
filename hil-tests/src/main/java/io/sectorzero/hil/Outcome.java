package io.sectorzero.hil;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.flash.FlashReport;
import java.util.List;
import java.util.Optional;

/**
 * How an attempt on a simulated board ended.
 *
 * @param report  what was done, as far as it came; empty when it never began
 * @param failure what was thrown; empty when all went well
 * @param board   the board afterwards
 */
public record Outcome(Optional<FlashReport> report, Optional<SectorZeroException> failure, SimulatedBoard board) {

    public boolean succeeded() {
        return failure.isEmpty();
    }

    public Optional<Diagnosis> diagnosis() {
        return failure.map(SectorZeroException::diagnosis);
    }

    /** Ids of the suspects, strongest first. */
    public List<String> suspects() {
        return diagnosis().map(d -> d.suspects().stream().map(Suspect::cause).toList()).orElse(List.of());
    }

    /** Happenings on the board from its first power-up to here. */
    public long events() {
        return board.events();
    }
}
