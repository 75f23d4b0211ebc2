package io.sectorzero.examination;

import java.util.Optional;

/** What a route can measure. The examiner asks for one fact at a time, the least disturbing ones first. */
@FunctionalInterface
public interface Instruments {

    /** None: whatever is known already has to do. */
    Instruments NONE = fact -> Optional.empty();

    /**
     * Finds out one fact, disturbing the board no more than the fact's {@link Intrusion} allows. Empty when this route
     * or this bench cannot. May fail with any {@link io.sectorzero.failure.SectorZeroException}: that is evidence too.
     */
    Optional<Observation> measure(Fact fact);
}
