package io.sectorzero.examination;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.examination.Signature.Match;
import io.sectorzero.failure.Suspect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** From observations to suspects. The same observations give the same ranking, whatever order they came in. */
public final class SignatureTable {

    private static final Comparator<Fact> LEAST_INTRUSIVE =
            Comparator.comparing(Fact::intrusion).thenComparing(Comparator.naturalOrder());

    private final CauseCatalogue catalogue;
    private final List<Signature> signatures;
    private final Comparator<Match> strongestFirst;

    private SignatureTable(CauseCatalogue catalogue, List<Signature> signatures) {
        this.catalogue = catalogue;
        this.signatures = List.copyOf(signatures);
        this.strongestFirst = Comparator.comparing(Match::confidence)
                .thenComparing(Match::score, Comparator.reverseOrder())
                .thenComparing(match -> catalogue.place(match.signature().cause()));
    }

    /** The table that comes with the engine. It is read once. */
    public static SignatureTable load() {
        return Loaded.TABLE;
    }

    /** Reads and checks a table. @throws io.sectorzero.failure.BadDescription with the line that is wrong */
    static SignatureTable from(DescriptionFile file, CauseCatalogue catalogue) {
        return new SignatureTable(catalogue, SignatureFile.read(file, catalogue));
    }

    /** The suspects, strongest first. A cause is as strong as the row that fits best. */
    public List<Suspect> rank(Collection<Observation> observations) {
        var suspects = new LinkedHashMap<String, Suspect>();
        for (Match match : matches(Findings.of(observations))) {
            var names = new ArrayList<String>(List.of(match.signature().cause()));
            names.addAll(match.signature().also());
            names.forEach(id -> suspects.putIfAbsent(id, catalogue.suspect(id, match.confidence())));
        }
        return List.copyOf(suspects.values());
    }

    /**
     * Which facts could still change who comes first, least intrusive first. Those are the unknown facts of the row in
     * front and of every suspected row that could overtake it if all it expects turned out true. While nothing is suspected, any
     * fact that disturbs nothing is worth knowing.
     */
    public List<Fact> worthMeasuring(Collection<Observation> observations) {
        var findings = Findings.of(observations);
        List<Signature> inFront = contenders(findings);
        var worth = new TreeSet<Fact>(LEAST_INTRUSIVE);
        inFront.forEach(row -> worth.addAll(row.shows().keySet()));
        inFront.forEach(row -> worth.addAll(row.given().keySet()));
        if (inFront.size() > 1) {
            inFront.forEach(row -> worth.addAll(row.hints().keySet()));
        }
        if (inFront.isEmpty()) {
            worth.addAll(EnumSet.allOf(Fact.class));
            worth.removeIf(fact -> fact.intrusion().compareTo(Intrusion.ASK) > 0);
        }
        worth.removeIf(fact -> findings.knows(fact) || fact.intrusion() == Intrusion.WRITE);
        return List.copyOf(worth);
    }

    /** The least intrusive unknown fact on which the first two suspects disagree, or which only one of them needs. */
    public Optional<Fact> separating(Collection<Observation> observations) {
        var findings = Findings.of(observations);
        List<Signature> rows = bestRows(findings);
        if (rows.size() < 2) {
            return Optional.empty();
        }
        Map<Fact, List<String>> first = rows.get(0).expectations();
        Map<Fact, List<String>> second = rows.get(1).expectations();
        var candidates = new TreeSet<Fact>(Comparator
                .comparing((Fact fact) -> first.containsKey(fact) && second.containsKey(fact) ? 0 : 1)
                .thenComparing(LEAST_INTRUSIVE));
        candidates.addAll(first.keySet());
        candidates.addAll(second.keySet());
        candidates.removeIf(fact -> findings.knows(fact) || overlap(first.get(fact), second.get(fact)));
        return candidates.stream().findFirst();
    }

    /** Whether what was found speaks against every way this cause can look. */
    boolean excludes(String cause, Collection<Observation> observations) {
        var findings = Findings.of(observations);
        var rows = signatures.stream().filter(row -> row.cause().equals(cause) || row.also().contains(cause)).toList();
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.isExcludedBy(findings));
    }

    List<Signature> signatures() {
        return signatures;
    }

    /** The rows that point anywhere, best first. */
    List<Signature> fitting(Collection<Observation> observations) {
        return matches(Findings.of(observations)).stream().map(Match::signature).toList();
    }

    /** The row in front, and every row that at its best would be ahead of the one in front at its worst. */
    private List<Signature> contenders(Findings findings) {
        List<Match> matches = matches(findings);
        if (matches.isEmpty()) {
            return List.of();
        }
        Match inFront = matches.get(0);
        Match atWorst = inFront.atWorst(findings);
        return matches.stream()
                .filter(match -> match == inFront || strongestFirst.compare(match.atBest(findings), atWorst) < 0)
                .map(Match::signature)
                .toList();
    }

    private List<Signature> bestRows(Findings findings) {
        var byCause = new LinkedHashMap<String, Signature>();
        matches(findings).forEach(match -> byCause.putIfAbsent(match.signature().cause(), match.signature()));
        return List.copyOf(byCause.values());
    }

    private List<Match> matches(Findings findings) {
        return signatures.stream().flatMap(row -> row.match(findings).stream()).sorted(strongestFirst).toList();
    }

    private static boolean overlap(List<String> one, List<String> other) {
        return one != null && other != null && one.stream().anyMatch(other::contains);
    }

    /** Read only when something is examined. */
    private static final class Loaded {
        static final SignatureTable TABLE = from(Shelf.read("signatures.toml"), CauseCatalogue.load());
    }
}
