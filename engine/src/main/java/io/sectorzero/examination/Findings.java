package io.sectorzero.examination;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known, fact by fact. A fact observed twice with different values keeps both: it agrees with whoever expects
 * either, so that the order of observations never matters and a contradictory fact excludes nobody by accident.
 */
final class Findings {

    private final Map<Fact, Set<String>> found = new EnumMap<>(Fact.class);

    private Findings() {
    }

    static Findings of(Collection<Observation> observations) {
        var findings = new Findings();
        observations.forEach(seen ->
                findings.found.computeIfAbsent(seen.fact(), none -> new TreeSet<>()).add(seen.value()));
        return findings;
    }

    boolean knows(Fact fact) {
        return found.containsKey(fact);
    }

    boolean agrees(Fact fact, List<String> expected) {
        return knows(fact) && found.get(fact).stream().anyMatch(expected::contains);
    }

    boolean contradicts(Fact fact, List<String> expected) {
        return knows(fact) && !agrees(fact, expected);
    }
}
