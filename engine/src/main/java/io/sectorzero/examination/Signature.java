package io.sectorzero.examination;

import io.sectorzero.failure.Confidence;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the signature table: how a cause looks.
 *
 * @param also       other names of the same state, listed right behind the cause
 * @param confidence when everything it shows was observed; until then the cause is merely possible
 * @param shows      telling facts; another finding excludes the row
 * @param given      circumstances; another finding excludes the row, but they alone point nowhere
 * @param hints      facts that speak for the cause, or against it, and prove nothing
 */
record Signature(String cause, List<String> also, Confidence confidence, Map<Fact, List<String>> shows,
        Map<Fact, List<String>> given, Map<Fact, List<String>> hints) {

    // A telling fact outweighs a hint, a hint outweighs a circumstance: the explanation that accounts for more wins.
    private static final int SHOWN = 3;
    private static final int HINTED = 2;
    private static final int FITTING = 1;

    Signature {
        also = List.copyOf(also);
        shows = Map.copyOf(shows);
        given = Map.copyOf(given);
        hints = Map.copyOf(hints);
    }

    /** How well the findings fit; empty when they exclude this row or do not point at it at all. */
    Optional<Match> match(Findings findings) {
        if (isExcludedBy(findings) || agreeing(shows, findings) + agreeing(hints, findings) == 0) {
            return Optional.empty();
        }
        boolean complete = agreeing(shows, findings) == shows.size();
        int score = SHOWN * agreeing(shows, findings) + FITTING * agreeing(given, findings)
                + HINTED * (agreeing(hints, findings) - contradicted(hints, findings));
        return Optional.of(new Match(this, complete ? confidence : Confidence.POSSIBLE, score));
    }

    boolean isExcludedBy(Findings findings) {
        return contradicted(shows, findings) + contradicted(given, findings) > 0;
    }

    /** Everything this row says something about. */
    Map<Fact, List<String>> expectations() {
        var all = new EnumMap<Fact, List<String>>(Fact.class);
        all.putAll(hints);
        all.putAll(given);
        all.putAll(shows);
        return all;
    }

    private static int agreeing(Map<Fact, List<String>> expected, Findings findings) {
        return (int) expected.entrySet().stream().filter(e -> findings.agrees(e.getKey(), e.getValue())).count();
    }

    private static int contradicted(Map<Fact, List<String>> expected, Findings findings) {
        return (int) expected.entrySet().stream().filter(e -> findings.contradicts(e.getKey(), e.getValue())).count();
    }

    private static int unknown(Map<Fact, List<String>> expected, Findings findings) {
        return (int) expected.keySet().stream().filter(fact -> !findings.knows(fact)).count();
    }

    /** How well a row fits what was found. */
    record Match(Signature signature, Confidence confidence, int score) {

        /** If everything unknown turned out as the row expects. */
        Match atBest(Findings findings) {
            return new Match(signature, signature.confidence(), score + SHOWN * unknown(signature.shows(), findings)
                    + FITTING * unknown(signature.given(), findings) + HINTED * unknown(signature.hints(), findings));
        }

        /** If every unknown hint spoke against it. Unknown circumstances that did would exclude it altogether. */
        Match atWorst(Findings findings) {
            return new Match(signature, confidence, score - HINTED * unknown(signature.hints(), findings));
        }
    }
}
