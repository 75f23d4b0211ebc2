package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.link.LineSettings;
import io.sectorzero.replay.ReplayByteLink;
import io.sectorzero.replay.Transcript;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's half of the treaty: every transcript, with paper playing the chip and the engine playing the host. */
class TranscriptsTest {

    private static final Set<String> BOARDS = Set.of("healthy", "read-protected", "write-protected 0", "leading-zero");
    private static final Pattern CITATION = Pattern.compile("\\b[A-Z]{2}\\d{4,5} Rev \\d+");

    static Stream<Path> transcripts() throws IOException, URISyntaxException {
        Path folder = Path.of(TranscriptsTest.class.getResource("/fixtures/transcripts").toURI());
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }

    @ParameterizedTest @MethodSource("transcripts")
    void the_engine_says_what_is_written_and_understands_what_it_hears(Path file) {
        var transcript = Transcript.read(file);
        var link = new ReplayByteLink(transcript);
        var session = new RomSession(link, link.time());
        session.configure(LineSettings.even(115200));
        var calls = new TranscriptCalls(link, session);

        transcript.headers().get("call").forEach(calls::carryOut);

        link.requireFinished();
    }

    @ParameterizedTest @MethodSource("transcripts")
    void a_transcript_says_what_it_is_about_where_it_is_from_and_what_board_it_wants(Path file) {
        var transcript = Transcript.read(file);

        assertThat(transcript.title()).isNotBlank();
        assertThat(transcript.citation()).containsPattern("\\[[DSPCOF]\\]|Rev \\d+ §");
        assertThat(transcript.header("board").orElseThrow()).isIn(BOARDS);
        assertThat(transcript.headers()).containsOnlyKeys("transcript", "board", "call");
    }

    @ParameterizedTest @MethodSource("transcripts")
    void a_transcript_cites_documents_that_may_be_cited(Path file) throws URISyntaxException {
        var listed = new TreeSet<String>();
        var references = Path.of(TranscriptsTest.class.getResource("/fixtures/references.toml").toURI());
        for (var document : DescriptionFile.read(references).tables("document")) {
            for (String revision : document.values().getOrDefault("revision", "").toString().split(", ")) {
                listed.add(document.values().get("id") + " Rev " + revision);
            }
        }

        var cited = CITATION.matcher(Transcript.read(file).citation()).results().map(MatchResult::group).toList();

        assertThat(listed).containsAll(cited);
    }

    @Test
    void every_file_among_the_transcripts_is_played() throws Exception {
        Path folder = Path.of(TranscriptsTest.class.getResource("/fixtures/transcripts").toURI());
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));

            assertThat(names.remove("README.md")).isTrue();
            assertThat(names).isEqualTo(transcripts().map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void every_command_has_a_transcript_where_it_works_and_one_where_it_is_refused() throws Exception {
        var works = new TreeSet<String>();
        var refused = new TreeSet<String>();
        for (Path file : transcripts().toList()) {
            for (String call : Transcript.read(file).headers().get("call")) {
                (call.contains(" -> refused") ? refused : works).add(call.split(" ")[0]);
            }
        }

        var commands = List.of("ReadMemory", "WriteMemory", "ExtendedErase", "Go", "WriteProtect", "WriteUnprotect", "ReadoutProtect");
        assertThat(works).containsAll(commands).contains("Get", "GetVersion", "GetId", "ReadoutUnprotect");
        // Get, Get Version, Get ID and Readout Unprotect are served at every level the bootloader can be reached at.
        assertThat(refused).containsAll(commands).contains("frames");
    }
}
