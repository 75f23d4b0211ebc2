package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ids that this room names are those of the cause catalogue, in its words. */
class ImageCauseTest {

    @ParameterizedTest
    @EnumSource
    void a_cause_is_called_here_what_the_catalogue_calls_it(ImageCause cause) {
        Suspect suspect = cause.suspect(Confidence.LIKELY);

        assertThat(suspect).isEqualTo(CauseCatalogue.load().suspect(suspect.cause(), Confidence.LIKELY));
    }
}
