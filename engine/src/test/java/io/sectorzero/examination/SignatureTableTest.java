package io.sectorzero.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The table of signatures as shipped: complete, without contradictions, and the same ranking whatever the order of the findings.
 */
class SignatureTableTest {

    private static final SignatureTable TABLE = SignatureTable.load();

    /** What the UART route has to be able to name, whatever else the table knows. */
    private static final List<String> OVER_UART = List.of("C1", "C3", "C4", "C5", "C6", "C13", "C14", "C15", "C17",
            "E3", "E5", "F4", "H7", "H10", "H11", "S2", "S3", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U10",
            "U11", "U12", "U13", "U14", "U15", "U16");

    @Test void every_cause_the_uart_route_must_name_has_a_signature() {
        assertThat(TABLE.signatures().stream().flatMap(row -> Stream.concat(Stream.of(row.cause()), row.also().stream())))
                .containsAll(OVER_UART);
    }

    /** D10 is no failure: leaving is told in the report, and never examined. */
    private static final List<String> OVER_DFU = List.of("C1", "C3", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "H1", "H3", "H7");

    @Test void every_cause_the_dfu_route_must_name_has_a_signature() {
        assertThat(TABLE.signatures().stream().flatMap(row -> Stream.concat(Stream.of(row.cause()), row.also().stream())))
                .containsAll(OVER_DFU);
    }

    @Test void every_cause_with_a_signature_shows_itself_over_a_route() {
        assertThat(TABLE.signatures()).allSatisfy(row ->
                assertThat(CauseCatalogue.load().cause(row.cause()).seenOver()).containsAnyOf(SeenOver.UART, SeenOver.DFU, SeenOver.SWD));
    }

    @Test void no_two_signatures_are_identical() {
        assertThat(TABLE.signatures()).extracting(Signature::expectations).doesNotHaveDuplicates();
        assertThat(TABLE.signatures()).extracting(row -> List.of(row.shows(), row.given())).doesNotHaveDuplicates();
    }

    /** Exhaustive: every row, every combination of the findings it allows. Prints how rows are told from each other. */
    @Test void every_signature_seen_in_full_puts_its_own_cause_first() {
        System.out.println("signature -> suspects when everything it says was observed");
        for (Signature row : TABLE.signatures()) {
            List<Suspect> usual = TABLE.rank(allWays(row).get(0));
            System.out.printf("  %-4s %-8s -> %s%n", row.cause(), row.confidence(),
                    String.join(", ", usual.stream().map(s -> s.cause() + " " + s.confidence()).toList()));
            assertThat(usual.get(0).confidence()).as("%s", row).isLessThanOrEqualTo(row.confidence());
            for (List<Observation> observed : allWays(row)) {
                assertThat(TABLE.rank(observed)).as("%s from %s", row.cause(), observed).first()
                        .extracting(Suspect::cause).isEqualTo(row.cause());
            }
        }
    }

    @Test void other_names_of_a_state_follow_right_behind_it() {
        for (Signature row : TABLE.signatures()) {
            List<String> names = new ArrayList<>(List.of(row.cause()));
            names.addAll(row.also());
            assertThat(TABLE.rank(allWays(row).get(0))).extracting(Suspect::cause).startsWith(names.toArray(String[]::new));
        }
    }

    @Test void a_finding_that_contradicts_what_a_row_needs_excludes_it() {
        for (Signature row : TABLE.signatures()) {
            List<Observation> full = allWays(row).get(0);
            for (Map<Fact, List<String>> needed : List.of(row.shows(), row.given())) {
                needed.forEach((fact, allowed) -> fact.findings().stream().filter(v -> !allowed.contains(v)).forEach(v -> {
                    var changed = new ArrayList<>(full);
                    changed.removeIf(seen -> seen.fact() == fact);
                    changed.add(fact.is(v, "otherwise"));
                    assertThat(row.match(Findings.of(changed))).as("%s with %s %s", row.cause(), fact, v).isEmpty();
                }));
            }
        }
    }

    @Property void the_order_of_observations_never_changes_the_ranking(@ForAll("observations") List<Observation> seen,
            @ForAll Random order) {
        var shuffled = new ArrayList<>(seen);
        Collections.shuffle(shuffled, order);
        assertThat(TABLE.rank(shuffled)).isEqualTo(TABLE.rank(seen));
        assertThat(TABLE.separating(shuffled)).isEqualTo(TABLE.separating(seen));
        assertThat(TABLE.worthMeasuring(shuffled)).isEqualTo(TABLE.worthMeasuring(seen));
    }

    @Property void a_ranking_names_each_cause_once_and_never_rises_in_confidence(
            @ForAll("observations") List<Observation> seen) {
        List<Suspect> suspects = TABLE.rank(seen);
        assertThat(suspects).extracting(Suspect::cause).doesNotHaveDuplicates();
        assertThat(suspects).extracting(Suspect::confidence).isSorted();
    }

    @Property void what_is_worth_measuring_is_unknown_and_comes_least_intrusive_first(
            @ForAll("observations") List<Observation> seen) {
        List<Fact> worth = TABLE.worthMeasuring(seen);
        assertThat(seen).extracting(Observation::fact).noneMatch(worth::contains);
        assertThat(worth).extracting(Fact::intrusion).isSorted().doesNotContain(Intrusion.WRITE);
    }

    /** The promise behind leaving a fact out: whatever it turns out to be, no other cause that fits already gets in front. */
    @Property(tries = 300) void a_fact_that_is_not_worth_measuring_moves_no_other_fitting_cause_to_the_front(
            @ForAll("observations") List<Observation> seen) {
        List<Signature> now = TABLE.fitting(seen);
        var known = new HashSet<>(seen.stream().map(Observation::fact).toList());
        known.addAll(TABLE.worthMeasuring(seen));
        for (Fact fact : now.isEmpty() ? new Fact[0] : Fact.values()) {
            for (String value : known.contains(fact) || fact.intrusion() == Intrusion.WRITE ? List.<String>of() : fact.findings()) {
                var more = new ArrayList<>(seen);
                more.add(fact.is(value, "otherwise"));
                TABLE.fitting(more).stream().limit(1).forEach(first ->
                        assertThat(now).filteredOn(row -> !row.cause().equals(now.get(0).cause())).as("%s %s", fact, value)
                                .doesNotContain(first));
            }
        }
    }

    @Test void nothing_observed_suspects_nobody_and_asks_only_what_disturbs_nothing() {
        assertThat(TABLE.rank(List.of())).isEmpty();
        assertThat(TABLE.separating(List.of())).isEmpty();
        assertThat(TABLE.worthMeasuring(List.of())).startsWith(Fact.PORT_STATE)
                .allSatisfy(fact -> assertThat(fact.intrusion()).isLessThanOrEqualTo(Intrusion.ASK));
    }

    @Property void what_separates_the_first_two_is_unknown_and_expected_differently(
            @ForAll("observations") List<Observation> seen) {
        Assume.that(TABLE.separating(seen).isPresent());
        TABLE.separating(seen).ifPresent(fact -> {
            List<Signature> rows = TABLE.fitting(seen);
            Signature first = rows.get(0);
            Signature second = rows.stream().filter(row -> !row.cause().equals(first.cause())).findFirst().orElseThrow();
            assertThat(seen).extracting(Observation::fact).doesNotContain(fact);
            assertThat(first.expectations().containsKey(fact) || second.expectations().containsKey(fact)).isTrue();
            assertThat(Collections.disjoint(first.expectations().getOrDefault(fact, List.of()),
                    second.expectations().getOrDefault(fact, List.of()))).as("%s", fact).isTrue();
        });
    }

    @Test void a_refusal_at_the_first_byte_is_told_apart_by_the_parity_self_test() {
        var seen = List.of(Fact.SYNC_ANSWER.is("acknowledged", "79"), Fact.LINE_FORMAT.is("8e1", "8E1"),
                Fact.IDENTIFY_ANSWER.is("refused-at-once", "1F after 00"));
        assertThat(TABLE.rank(seen)).extracting(Suspect::cause).startsWith("U5", "U7");
        assertThat(TABLE.separating(seen)).contains(Fact.PORT_PARITY);
    }

    @Test void a_cause_is_merely_possible_until_every_telling_fact_was_seen() {
        for (Signature row : TABLE.signatures()) {
            for (Fact hidden : row.shows().keySet()) {
                var seen = new ArrayList<>(allWays(row).get(0));
                seen.removeIf(observation -> observation.fact() == hidden);
                row.match(Findings.of(seen)).ifPresent(match ->
                        assertThat(match.confidence()).isEqualTo(Confidence.POSSIBLE));
            }
        }
    }

    @Test void complaints_name_the_line() {
        String good = "[[signature]]\ncause = \"C3\"\nconfidence = \"likely\"\nshows.option.sector = \"write-protected\"\n";
        assertComplaint(good.replace("C3", "C99"), "rows:1: no cause is called \"C99\"");
        assertComplaint(good.replace("sector ", "sectors "), "rows:1: no fact is called \"option.sectors\"");
        assertComplaint(good.replace("write-p", "read-p"), "rows:1: option.sector is one of "
                + "[open, write-protected, code-protected], and some of them, not [read-protected]");
        assertComplaint(good.replace("shows", "hints"), "rows:1: C3 shows nothing");
        assertComplaint(good + "hints.option.sector = \"open\"\n", "rows:1: C3 names a fact twice");
        assertComplaint(good + "show.port.state = \"open\"\n", "rows:1: show: nobody knows this key; known here: "
                + "also, cause, confidence, given, hints, shows");
        assertComplaint(good + "\n" + good + "given = 3\n", "rows:6: given: expected keys below it, found 3");
    }

    @Provide Arbitrary<List<Observation>> observations() {
        return Arbitraries.of(Fact.class)
                .flatMap(fact -> Arbitraries.of(fact.findings()).map(value -> fact.is(value, "seen")))
                .list().ofMaxSize(10);
    }

    private static void assertComplaint(String text, String message) {
        assertThatThrownBy(() -> SignatureTable.from(DescriptionFile.parse("rows", text), CauseCatalogue.load()))
                .isInstanceOf(BadDescription.class).hasMessage(message);
    }

    private static List<List<Observation>> allWays(Signature row) {
        List<List<Observation>> ways = List.of(List.of());
        for (Map.Entry<Fact, List<String>> expected : row.expectations().entrySet()) {
            ways = ways.stream().flatMap(way -> expected.getValue().stream().map(value -> {
                var longer = new ArrayList<>(way);
                longer.add(expected.getKey().is(value, value));
                return List.copyOf(longer);
            })).toList();
        }
        return ways;
    }
}
