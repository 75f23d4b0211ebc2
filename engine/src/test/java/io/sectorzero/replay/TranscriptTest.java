package io.sectorzero.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transcripts and traces as files: what is read of them, and what is refused with its line. */
class TranscriptTest {

    @Test
    void headers_turns_and_silences_are_read_and_comments_passed_over() {
        var transcript = Transcript.parse("t", List.of(
                "# transcript  Write refused: no memory   AN3155 Rev 20 \"Write Memory command\" [P]",
                "# a comment", "# call  first", "# call  second", "", ">  31 CE      Write Memory", "<  79", "<", "  <  1F  "));

        assertThat(transcript.title()).isEqualTo("Write refused: no memory");
        assertThat(transcript.citation()).isEqualTo("AN3155 Rev 20 \"Write Memory command\" [P]");
        assertThat(transcript.headers().get("call")).containsExactly("first", "second");
        assertThat(transcript.turns()).containsExactly(
                new Turn(6, true, Bytes.of(0x31, 0xCE), OptionalLong.empty()),
                new Turn(7, false, Bytes.of(0x79), OptionalLong.empty()),
                new Turn(8, false, Bytes.NONE, OptionalLong.empty()),
                new Turn(9, false, Bytes.of(0x1F), OptionalLong.empty()));
    }

    @Test
    void a_trace_keeps_its_times_and_only_the_wire_counts() {
        var transcript = Transcript.parse("t", List.of("# recording  desk-3",
                "  0.000000  bench #  opened", "  0.000001  uart  >  7F", "  0.000002  flash =  FLASH_SR=0", "  0.000003  uart  <  79"));

        assertThat(transcript.title()).isEqualTo("desk-3");
        assertThat(transcript.citation()).isEmpty();
        assertThat(transcript.turns()).containsExactly(
                new Turn(3, true, Bytes.of(0x7F), OptionalLong.of(1000)), new Turn(5, false, Bytes.of(0x79), OptionalLong.of(3000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"= 79", ">", ">  7f", "<  7", "<  seventy", "hello", ">7G"})
    void a_line_that_is_none_is_refused_with_its_number(String line) {
        assertThatThrownBy(() -> Transcript.parse("t.txt", List.of(">  7F", line)))
                .isInstanceOf(BadDescription.class).hasMessage("t.txt:2: this is no line of a transcript");
    }

    @Test
    void a_file_that_cannot_be_read_is_named(@TempDir Path folder) throws IOException {
        Path binary = folder.resolve("binary.txt");
        Files.write(binary, "<  \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Transcript.read(folder.resolve("none.txt"))).isInstanceOf(BadDescription.class).hasMessageEndingWith("none.txt does not exist");
        assertThatThrownBy(() -> Transcript.read(folder)).isInstanceOf(BadDescription.class).hasMessageEndingWith("cannot be read");
        assertThatThrownBy(() -> Transcript.read(binary)).isInstanceOf(BadDescription.class).hasMessageEndingWith("is not a text file in UTF-8");
    }
}
