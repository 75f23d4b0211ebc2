package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.memory.Address;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a difference says of a board on which nothing was written. */
class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "old-and-new, C17 likely",
        "stuck-bits,  C15 possible",
        "garbage,     ''",
        "unchanged,   ''",
        "blank,       ''"})
    void only_what_no_program_looks_like_is_an_illness_and_always_there_is_something_to_do(String difference, String suspects) {
        var notes = new CaseNotes(new PaperChip(Catalogue.load().device("STM32F412xE"), FlashPlanTest.FACTORY), Optional::empty);
        notes.wrong(Optional.empty(), Address.of(0x0800_0000L), Fact.READBACK_DIFFERENCE.is(difference, "seen"));

        Diagnosis judged = Comparison.judged(Diagnosis.of("Sector 0 does not hold what the image has"), notes);

        assertThat(String.join(", ", judged.suspects().stream().map(s -> s.cause() + " " + s.confidence()).toList())).isEqualTo(suspects);
        assertThat(judged.remedies()).isNotEmpty();
    }
}
