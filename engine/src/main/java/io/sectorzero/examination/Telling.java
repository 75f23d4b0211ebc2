package io.sectorzero.examination;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Suspect;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses from what was found out what a person has to read: what speaks for the suspects that are named, the most telling
 * first, and no more than fits one screen beside the rest of the story. The order does not depend on that of measuring.
 */
final class Telling {

    private static final int MOST_LINES = 8;
    private static final int LEAST_MEASURED = 3;

    private static final int SHOWN = 3;
    private static final int HINTED = 2;
    private static final int GIVEN = 1;

    /** What is found on benches where nothing is the matter. As a mere circumstance it tells nobody anything. */
    private static final Map<Fact, Set<String>> USUAL = Map.ofEntries(
            Map.entry(Fact.PORT_STATE, Set.of("open")),
            Map.entry(Fact.PORT_OWNER, Set.of("alone")),
            Map.entry(Fact.LINE_FORMAT, Set.of("8e1")),
            Map.entry(Fact.LINE_BEFORE_SYNC, Set.of("quiet")),
            Map.entry(Fact.BENCH_BOOT1, Set.of("unstated")),
            Map.entry(Fact.SYNC_OTHER_PORT, Set.of("none-named")),
            Map.entry(Fact.SESSION_CONTACT, Set.of("before", "never")),
            Map.entry(Fact.HISTORY_CUT_SHORT, Set.of("nothing")),
            Map.entry(Fact.REQUEST_NUMBERS, Set.of("valid")),
            Map.entry(Fact.REQUEST_SECTORS, Set.of("in-part")),
            Map.entry(Fact.REQUEST_AREA, Set.of("flash")),
            Map.entry(Fact.ERASE_PATIENCE, Set.of("ample")),
            Map.entry(Fact.OPTION_CHANGE, Set.of("not-tried")),
            Map.entry(Fact.OPTION_AFTER_START, Set.of("as-before")),
            Map.entry(Fact.OPTION_WATCHDOG, Set.of("software")),
            Map.entry(Fact.OPTION_KEYS, Set.of("none")),
            Map.entry(Fact.SUPPLY_FOR_BOR, Set.of("unknown")),
            Map.entry(Fact.DFU_DEVICE, Set.of("present")),
            Map.entry(Fact.RESET_WIRE, Set.of("seen", "untold")),
            Map.entry(Fact.SENSE_UNPOWERED, Set.of("falls")),
            Map.entry(Fact.LOADER_ON_UART, Set.of("not-wired")));

    private final List<Signature> rows;
    private final List<Observation> seen;

    /** @param signatures of all causes; only those of the suspects that what was seen fits count */
    Telling(List<Signature> signatures, List<Suspect> suspects, Collection<Observation> seen) {
        Set<String> named = suspects.stream().map(Suspect::cause).collect(Collectors.toSet());
        var findings = Findings.of(seen);
        this.rows = signatures.stream().filter(row -> named.contains(row.cause()) || row.also().stream().anyMatch(named::contains))
                .filter(row -> row.match(findings).isPresent()).toList();
        this.seen = List.copyOf(seen);
    }

    /** What was said before stays, and so does what could not be found out. */
    List<String> evidence(Diagnosis before, List<String> trouble) {
        var lines = new LinkedHashSet<>(before.evidence());
        int room = Math.max(LEAST_MEASURED, MOST_LINES - lines.size() - trouble.size());
        seen.stream().filter(observation -> weight(observation) > 0)
                .sorted(Comparator.<Observation>comparingInt(observation -> -weight(observation))
                        .thenComparing(Observation::fact).thenComparing(Observation::evidence))
                .map(Observation::evidence).distinct().filter(line -> !isSaid(line, before)).limit(room).forEach(lines::add);
        lines.addAll(trouble);
        return List.copyOf(lines);
    }

    private static boolean isSaid(String line, Diagnosis before) {
        return before.what().contains(line) || before.evidence().stream().anyMatch(said -> said.contains(line));
    }

    /** Where nobody fits, whatever is unusual may be what a person understands. */
    private int weight(Observation observation) {
        int usual = isUsual(observation) ? 0 : GIVEN;
        return rows.stream().mapToInt(row -> weight(observation, row)).max().orElse(usual);
    }

    private static int weight(Observation observation, Signature row) {
        return row.shows().containsKey(observation.fact()) ? SHOWN
                : row.hints().containsKey(observation.fact()) ? HINTED
                : row.given().containsKey(observation.fact()) && !isUsual(observation) ? GIVEN : 0;
    }

    private static boolean isUsual(Observation observation) {
        return USUAL.getOrDefault(observation.fact(), Set.of()).contains(observation.value());
    }
}
