package io.sectorzero.examination;

import static io.sectorzero.failure.Confidence.LIKELY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Suspect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What of an examination a person has to read. */
class TellingTest {

    private static final SignatureTable TABLE = SignatureTable.load();
    private static final Diagnosis SILENT = Diagnosis.of("No bootloader answers").because("7F was not answered");
    private static final List<Observation> DEAD_BOARD = List.of(
            Fact.PORT_STATE.is("open", "the port is open"),
            Fact.BENCH_BOOT1.is("unstated", "nobody said how BOOT1 is wired"),
            Fact.SYNC_OTHER_PORT.is("none-named", "the bench names no other port"),
            Fact.SYNC_OVER_RESETS.is("never", "it answered after 0 of 4 resets"),
            Fact.BENCH_BOOT0.is("driven", "BOOT0 was held high"),
            Fact.SYNC_ANSWER.is("silent", "7F was not answered"));

    @Test void circumstances_as_usual_are_left_out_and_the_most_telling_comes_first() {
        assertThat(told(DEAD_BOARD, suspects("U2"))).containsExactly("7F was not answered", "it answered after 0 of 4 resets",
                "BOOT0 was held high");
    }

    @Test void where_nobody_is_suspected_the_unusual_is_told() {
        assertThat(told(DEAD_BOARD, List.of())).contains("it answered after 0 of 4 resets").doesNotContain("the port is open");
    }

    @Test void what_could_not_be_found_out_is_told_last() {
        var lines = new Telling(TABLE.signatures(), suspects("U2"), DEAD_BOARD).evidence(SILENT, List.of("could not find out more"));

        assertThat(lines).endsWith("could not find out more");
    }

    @Property(tries = 200) void it_fits_one_screen_in_an_order_that_does_not_depend_on_that_of_measuring(
            @ForAll("anything") List<Observation> seen) {
        var backwards = new ArrayList<>(seen);
        Collections.reverse(backwards);
        List<Suspect> suspects = TABLE.rank(seen);

        assertThat(told(seen, suspects)).hasSizeLessThanOrEqualTo(8).isEqualTo(told(backwards, suspects));
    }

    @Provide Arbitrary<List<Observation>> anything() {
        return Arbitraries.of(Fact.class)
                .flatMap(fact -> Arbitraries.of(fact.findings()).map(value -> fact.is(value, fact + "=" + value)))
                .list().ofMaxSize(30);
    }

    private static List<String> told(List<Observation> seen, List<Suspect> suspects) {
        return new Telling(TABLE.signatures(), suspects, seen).evidence(SILENT, List.of());
    }

    private static List<Suspect> suspects(String id) {
        return List.of(CauseCatalogue.load().suspect(id, LIKELY));
    }
}
