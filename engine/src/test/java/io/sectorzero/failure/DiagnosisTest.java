package io.sectorzero.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Test;

/** A diagnosis as people read it, line by line, and as it grows without losing its type. */
class DiagnosisTest {

    private static final Diagnosis WORN = Diagnosis.of("Sector %d does not hold what was written", 5)
            .because("first difference at %s: wrote %02X, read %02X", "0x08021A40", 0x5A, 0x5B)
            .because("no error flag was raised while programming")
            .suspect(new Suspect("C14", "worn sector", Confidence.LIKELY))
            .suspect(new Suspect("E4", "supply sags during erase", Confidence.POSSIBLE))
            .leaves(BoardState.PARTLY_WRITTEN)
            .remedy("erase sector 5 and write it again");

    @Test
    void a_diagnosis_reads_as_what_evidence_suspects_board_remedy() {
        assertThat(WORN.render()).isEqualTo("""
                Sector 5 does not hold what was written
                  evidence  first difference at 0x08021A40: wrote 5A, read 5B
                  evidence  no error flag was raised while programming
                  suspect   C14 worn sector (likely)
                  suspect   E4  supply sags during erase (possible)
                  board     PARTLY_WRITTEN: some of the new content is in place, some is missing
                  remedy    erase sector 5 and write it again""");
    }

    @Test
    void a_percent_sign_in_a_plain_text_is_no_format() {
        assertThat(Diagnosis.of("100% of %s").remedy("50%").render()).contains("100% of %s").contains("50%");
    }

    @Test
    void every_failure_keeps_its_type_when_it_is_explained_better() throws ReflectiveOperationException {
        for (Class<?> type : SectorZeroException.class.getPermittedSubclasses()) {
            Constructor<?> constructor = type.getConstructor(Diagnosis.class);
            var failure = (SectorZeroException) constructor.newInstance(Diagnosis.of("before"));

            SectorZeroException fuller = failure.with(WORN);

            assertThat(fuller).isExactlyInstanceOf(type).hasMessage(WORN.what()).hasCause(failure);
            assertThat(fuller.diagnosis()).isEqualTo(WORN);
        }
    }
}
