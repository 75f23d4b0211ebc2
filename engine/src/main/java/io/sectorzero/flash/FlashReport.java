package io.sectorzero.flash;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done, whether it went well or not.
 *
 * @param chip            empty when nobody answered
 * @param plan            the last one that was carried out; empty when it did not come to one
 * @param erasedSectors   numbers, in the order they were erased; all of them after a mass erase
 * @param programmedBytes handed to the chip and acknowledged
 * @param verifiedBytes   read back and found right
 * @param verified        everything that was to be compared was, and was right
 * @param sectors         every sector of the chip; empty without a plan
 * @param durations       by phase, on the bench's clock
 * @param recoveries      what was done beyond the plan
 * @param failure         as it was thrown; empty when all went well
 */
public record FlashReport(String bench, Route route, Optional<ChipIdentity> chip, Optional<FlashPlan> plan,
                          List<Integer> erasedSectors, boolean massErased, long programmedBytes, long verifiedBytes,
                          boolean verified, List<SectorMark> sectors, Map<Phase, Duration> durations,
                          List<String> recoveries, List<String> warnings, BoardState board, Optional<Diagnosis> failure) {

    public FlashReport {
        erasedSectors = List.copyOf(erasedSectors);
        sectors = List.copyOf(sectors);
        var byPhase = new EnumMap<Phase, Duration>(Phase.class);
        byPhase.putAll(durations);
        durations = Collections.unmodifiableMap(byPhase);
        recoveries = List.copyOf(recoveries);
        warnings = List.copyOf(warnings);
    }

    /** All phases together. */
    public Duration total() {
        return durations.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
