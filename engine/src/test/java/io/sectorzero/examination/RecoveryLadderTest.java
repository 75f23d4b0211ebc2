package io.sectorzero.examination;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.Capability;
import io.sectorzero.examination.Rung.Situation;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What may be tried, against every cause of the catalogue at every confidence: it ends, costs no data without consent, and
 * leaves to people what is theirs.
 */
class RecoveryLadderTest {

    private static final CauseCatalogue CATALOGUE = CauseCatalogue.load();
    private static final Situation EVERYTHING =
            new Situation(EnumSet.allOf(Capability.class), EnumSet.allOf(Permission.class), 115_200);
    private static final Situation UART_ALONE = new Situation(Set.of(Capability.UART), Set.of(), 115_200);

    /** Exhaustive: every cause, at every confidence, on the best and on the poorest bench. */
    @Test void climbing_always_ends_and_no_rung_is_climbed_twice() {
        for (Cause cause : CATALOGUE.all()) {
            for (Confidence confidence : Confidence.values()) {
                for (Situation situation : List.of(EVERYTHING, UART_ALONE)) {
                    assertThat(climb(situation, cause.suspect(confidence))).doesNotHaveDuplicates().isSorted();
                }
            }
        }
    }

    @Test void what_a_person_has_to_mend_is_not_climbed_at() {
        assertThat(Rung.values()).flatExtracting(Rung::causes).extracting(id -> CATALOGUE.cause(id).automatic())
                .doesNotContain(Autonomy.NEVER);
    }

    @Test void what_needs_consent_in_the_catalogue_needs_it_on_every_rung() {
        assertThat(Rung.values()).filteredOn(rung -> rung.causes().stream()
                        .anyMatch(id -> CATALOGUE.cause(id).automatic() == Autonomy.CONSENT))
                .isNotEmpty().extracting(Rung::permission).containsOnly(Permission.DATA_LOSS);
    }

    @Test void every_rung_helps_against_causes_that_a_route_can_show() {
        assertThat(Rung.values()).allSatisfy(rung -> assertThat(rung.causes()).isNotEmpty()
                .allSatisfy(id -> assertThat(CATALOGUE.cause(id).seenOver()).containsAnyOf(SeenOver.UART, SeenOver.DFU, SeenOver.SWD)));
    }

    @Test void each_route_has_the_rungs_it_can_climb() {
        assertThat(RecoveryLadder.uart().next(List.of(CATALOGUE.suspect("D4", LIKELY)), EVERYTHING)).isEmpty();
        assertThat(RecoveryLadder.dfu().next(List.of(CATALOGUE.suspect("D4", LIKELY)), EVERYTHING)).contains(Rung.COME_BACK);
        assertThat(RecoveryLadder.dfu().next(List.of(CATALOGUE.suspect("D8", LIKELY)), UART_ALONE)).contains(Rung.SMALLER_BLOCKS);
        assertThat(RecoveryLadder.dfu().next(List.of(CATALOGUE.suspect("U6", LIKELY)), EVERYTHING)).isEmpty();
        assertThat(RecoveryLadder.swd().next(List.of(CATALOGUE.suspect("E11", LIKELY)), UART_ALONE)).contains(Rung.SLOWER_CLOCK);
        assertThat(RecoveryLadder.uart().next(List.of(CATALOGUE.suspect("E11", LIKELY)), EVERYTHING)).isEmpty();
        assertThat(RecoveryLadder.dfu().next(List.of(CATALOGUE.suspect("E11", LIKELY)), EVERYTHING)).isEmpty();
    }

    @Test void every_rung_says_what_it_does_and_what_it_costs() {
        assertThat(Rung.values()).extracting(Rung::title).doesNotHaveDuplicates().noneMatch(String::isBlank);
        assertThat(Rung.values()).extracting(Rung::sideEffect).noneMatch(String::isBlank);
    }

    @Test void read_out_protection_is_lifted_only_with_consent() {
        var suspect = List.of(CATALOGUE.suspect("C1", CERTAIN));
        var ladder = RecoveryLadder.uart();

        assertThat(ladder.next(suspect, UART_ALONE)).isEmpty();
        assertThat(ladder.awaitingPermission(suspect, UART_ALONE)).containsExactly(Rung.READOUT_UNPROTECT);
        assertThat(ladder.next(suspect, EVERYTHING)).contains(Rung.READOUT_UNPROTECT);
        assertThat(ladder.awaitingPermission(suspect, EVERYTHING)).isEmpty();
    }

    @Test void nothing_that_costs_data_is_done_on_a_mere_possibility() {
        for (Cause cause : CATALOGUE.all()) {
            assertThat(climb(EVERYTHING, cause.suspect(POSSIBLE))).extracting(Rung::permission)
                    .allMatch(Permission.NONE::equals);
        }
    }

    @Test void the_rate_goes_down_step_by_step_from_where_it_is() {
        assertThat(climb(EVERYTHING, CATALOGUE.suspect("U6", LIKELY))).containsExactly(
                Rung.RESYNCHRONISE, Rung.RATE_57600, Rung.RATE_38400, Rung.RATE_9600);
        var slow = new Situation(Set.of(Capability.RESET), Set.of(), 38_400);
        assertThat(climb(slow, CATALOGUE.suspect("U6", LIKELY))).containsExactly(Rung.RESYNCHRONISE, Rung.RATE_9600);
    }

    @Test void without_a_reset_line_nothing_is_tried_that_needs_one() {
        assertThat(climb(UART_ALONE, CATALOGUE.suspect("U4", LIKELY))).isEmpty();
        assertThat(climb(EVERYTHING, CATALOGUE.suspect("U4", LIKELY))).containsExactly(Rung.RESET);
    }

    @Test void only_the_strongest_suspects_are_acted_upon() {
        var suspects = List.of(CATALOGUE.suspect("C12", LIKELY), CATALOGUE.suspect("E3", LIKELY), CATALOGUE.suspect("U6", POSSIBLE));
        assertThat(climb(EVERYTHING, suspects.toArray(Suspect[]::new)))
                .containsExactly(Rung.NARROW_WIDTH, Rung.ERASE_AGAIN, Rung.MASS_ERASE);
    }

    @Test void nobody_suspected_means_nothing_to_try() {
        assertThat(climb(EVERYTHING)).isEmpty();
    }

    @Test void climbing_the_same_rung_again_is_our_own_mistake() {
        var ladder = RecoveryLadder.uart().after(Rung.RESET);
        assertThatThrownBy(() -> ladder.after(Rung.RESET)).isInstanceOf(IllegalStateException.class)
                .hasMessage("RESET was climbed before in this session");
    }

    private static List<Rung> climb(Situation now, Suspect... suspects) {
        var climbed = new ArrayList<Rung>();
        var ladder = RecoveryLadder.uart();
        for (Optional<Rung> rung = ladder.next(List.of(suspects), now); rung.isPresent();
                rung = ladder.next(List.of(suspects), now)) {
            climbed.add(rung.get());
            ladder = ladder.after(rung.get());
        }
        return climbed;
    }
}
