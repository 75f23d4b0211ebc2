package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.Suspect;
import io.sectorzero.memory.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Short words for "this content is loaded" and "this content is refused, saying that". */
final class Outcome {

    private Outcome() {
    }

    static Image loaded(ImageFormat format, byte[] content) {
        return ImageFile.parse("file", Bytes.copyOf(content), Optional.of(format), Optional.empty());
    }

    static Image loaded(ImageFormat format, String... lines) {
        return loaded(format, text(lines));
    }

    static byte[] text(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static Diagnosis refused(ImageFormat format, byte[] content) {
        ImageRejected refusal = catchThrowableOfType(ImageRejected.class, () -> loaded(format, content));
        assertThat(refusal).as("refusal of %s", Bytes.copyOf(content)).isNotNull();
        return refusal.diagnosis();
    }

    static Diagnosis refused(ImageFormat format, String... lines) {
        return refused(format, text(lines));
    }

    static String cause(Diagnosis diagnosis) {
        return diagnosis.suspects().stream().map(Suspect::cause).findFirst().orElse("none");
    }

    /** Damaged content must be refused, or say what the undamaged did. Returns whether it was refused. */
    static boolean refusedOrSame(ImageFormat format, byte[] damaged, Image original, String what) {
        try {
            Image image = loaded(format, damaged);
            assertThat(image.segments()).as(what).isEqualTo(original.segments());
            assertThat(image.entry()).as(what).isEqualTo(original.entry());
            return false;
        } catch (ImageRejected refusal) {
            assertThat(refusal.diagnosis().what()).as(what).startsWith("file");
            return true;
        }
    }
}
