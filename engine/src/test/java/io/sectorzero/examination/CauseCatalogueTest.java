package io.sectorzero.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Confidence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue as shipped, against the list of ids written out here: complete, in order, and careful with what costs data. */
class CauseCatalogueTest {

    /** Written by hand from the catalogue's own list, so that an entry that gets lost is missed. */
    private static final List<String> IDS = Stream.of("""
            H1 H2 H3 H4 H5 H6 H7 H8 H9 H10 H11
            E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14
            C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20 C21 C22
            F1 F2 F3 F4 F5 F6 F7 F8 F9 F10
            S1 S2 S3
            U1 U2 U3 U4 U5 U6 U7 U8 U9 U10 U11 U12 U13 U14 U15 U16
            D1 D2 D3 D4 D5 D6 D7 D8 D9 D10
            I1 I2 I3 I4 I5 I6 I7
            """.trim().split("\\s+")).toList();

    private static final String GOOD = """
            [[cause]]
            id        = "X1"
            title     = "a loose wire"
            remedy    = "Fasten it."
            automatic = "never"
            grounds   = ["report"]
            seen-over = ["uart"]
            """;

    @Test void every_cause_is_in_the_catalogue_once_and_in_order() {
        assertThat(CauseCatalogue.load().all()).extracting(Cause::id).containsExactlyElementsOf(IDS);
    }

    @Test void titles_are_short_and_no_two_are_equal() {
        assertThat(CauseCatalogue.load().all()).extracting(Cause::title).doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).hasSizeLessThanOrEqualTo(60));
    }

    @Test void every_remedy_is_a_sentence() {
        assertThat(CauseCatalogue.load().all()).extracting(Cause::remedy)
                .allSatisfy(remedy -> assertThat(remedy).matches("[A-Z].{15,220}\\."));
    }

    @Test void grounds_and_places_are_listed_without_repetition() {
        assertThat(CauseCatalogue.load().all()).allSatisfy(cause -> {
            assertThat(cause.grounds()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(cause.seenOver()).isNotEmpty().doesNotHaveDuplicates();
        });
    }

    @Test void image_causes_show_before_a_port_is_opened_and_no_others_do() {
        assertThat(CauseCatalogue.load().all()).filteredOn(cause -> cause.seenOver().contains(SeenOver.IMAGE))
                .extracting(Cause::id).containsExactly("I1", "I2", "I3", "I4", "I5", "I6", "I7");
    }

    @Test void what_costs_data_or_is_for_ever_is_never_done_alone() {
        var catalogue = CauseCatalogue.load();
        assertThat(List.of("C1", "C4", "C5", "U10", "D5")).allSatisfy(id ->
                assertThat(catalogue.cause(id).automatic()).isEqualTo(Autonomy.CONSENT));
        assertThat(List.of("C2", "C6", "C16")).allSatisfy(id ->
                assertThat(catalogue.cause(id).automatic()).isEqualTo(Autonomy.NEVER));
    }

    @Test void a_view_of_another_cause_agrees_with_it_on_what_may_be_done() {
        var catalogue = CauseCatalogue.load();
        assertThat(catalogue.all()).filteredOn(cause -> cause.root().isPresent()).hasSize(3).allSatisfy(view ->
                assertThat(view.automatic()).isEqualTo(catalogue.cause(view.root().orElseThrow()).automatic()));
    }

    @Test void a_cause_becomes_a_suspect_with_its_title() {
        assertThat(CauseCatalogue.load().suspect("C3", Confidence.LIKELY))
                .hasToString("C3  sector write protection (likely)");
    }

    @Test void an_id_nobody_knows_is_our_own_mistake() {
        assertThatThrownBy(() -> CauseCatalogue.load().cause("C99"))
                .isInstanceOf(IllegalStateException.class).hasMessage("no cause is called \"C99\"");
    }

    @Test void complaints_name_the_line() {
        assertComplaint(GOOD + "\n" + GOOD, "causes:9: cause X1 is there already");
        assertComplaint(GOOD.replace("never", "sometimes"),
                "causes:1: automatic: \"sometimes\" is none of alone, consent, never");
        assertComplaint(GOOD.replace("Fasten it.", " "), "causes:1: remedy: this says nothing");
        assertComplaint(GOOD.replace("remedy", "cure"), "causes:1: remedy: this key is needed and missing");
        assertComplaint(GOOD + "colour = \"red\"\n", "causes:1: colour: nobody knows this key; known here: "
                + "automatic, grounds, id, remedy, root, seen-over, title");
        assertComplaint(GOOD.replace("[\"uart\"]", "[]"), "causes:1: X1 needs grounds and seen-over");
        assertComplaint(GOOD.replace("\"uart\"", "7"), "causes:1: seen-over: expected text in quotes, found 7");
        assertComplaint(GOOD + "root = \"X2\"\n", "causes:1: cause: X1 is another view of X2, which does not exist");
    }

    private static void assertComplaint(String text, String message) {
        assertThatThrownBy(() -> CauseCatalogue.from(DescriptionFile.parse("causes", text)))
                .isInstanceOf(BadDescription.class).hasMessage(message);
    }
}
