package io.sectorzero.examination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The vocabulary of findings: names, questions and the order of measuring. */
class FactTest {

    @Test void every_fact_has_a_dotted_name_of_its_own_and_is_found_by_it() {
        assertThat(Fact.values()).extracting(Fact::key).doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).matches("[a-z]+\\.[a-z0-9-]+"));
        assertThat(Fact.values()).allSatisfy(fact -> assertThat(Fact.of(fact.key())).contains(fact));
        assertThat(Fact.of("port.colour")).isEmpty();
    }

    @Test void every_fact_has_at_least_two_findings_which_differ() {
        assertThat(Fact.values()).allSatisfy(fact ->
                assertThat(fact.findings()).hasSizeGreaterThan(1).doesNotHaveDuplicates());
    }

    @Test void questions_complete_a_sentence() {
        assertThat(Fact.values()).extracting(Fact::question).doesNotHaveDuplicates()
                .allSatisfy(question -> assertThat(question).matches("[a-z].*[^.?]"));
    }

    @Test void facts_stand_in_the_order_in_which_they_are_measured() {
        assertThat(Fact.values()).extracting(Fact::intrusion).isSorted();
    }

    @Test void every_fact_is_used_by_some_signature() {
        var used = SignatureTable.load().signatures().stream().flatMap(row -> row.expectations().keySet().stream()).toList();
        assertThat(used).containsAll(Arrays.asList(Fact.values()));
    }
}
