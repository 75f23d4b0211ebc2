package io.sectorzero.suites.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.hil.Boards;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The table of what the debug port shows, held against the catalogue and against the boards themselves. */
class SwdRowsTest {

    static final java.util.List<BrokenBoard> ROWS = SwdRows.TABLE;

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROWS")
    void a_row_names_a_cause_that_the_engine_knows_and_says_why_where_it_is_not_the_first(BrokenBoard row) {
        switch (row.how()) {
            case FIRST, OVERCOME -> assertThat(CauseCatalogue.load().find(row.says())).isPresent();
            case AMONG -> {
                assertThat(CauseCatalogue.load().find(row.says())).isPresent();
                assertThat(row.because()).isNotEmpty();
            }
            case UNNOTICED, TOLD -> assertThat(row.because()).isNotEmpty();
        }
        assertThat(Boards.settings(row.file())).isNotNull();
    }
}
