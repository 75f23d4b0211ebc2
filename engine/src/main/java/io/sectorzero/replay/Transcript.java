package io.sectorzero.replay;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Reason;
import io.sectorzero.memory.Bytes;
import io.sectorzero.trace.Mark;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exchange between host and chip as it was written down, by a person or by a trace.
 *
 * <pre>
 *   # transcript  Write Memory refused: wrong checksum   AN3155 Rev 20 "Write Memory command" [P]
 *   # a comment has one space after the sign, a header has a word and then two
 *   &gt;  31 CE
 *   &lt;  79
 *   &lt;                     the chip says nothing
 * </pre>
 *
 * A file whose first line of content starts with a number is a whole trace; its {@code uart} bytes are the exchange, and
 * its times are kept.
 *
 * @param name    the file, for complaints
 * @param headers the words after {@code #} and what they say; where a word comes twice, the lines in order
 */
public record Transcript(String name, Map<String, List<String>> headers, List<Turn> turns) {

    // A trace of writing and reading back one megabyte has about ten.
    private static final long LARGEST_BYTES = 64L << 20;

    private static final String WIRE = "uart";
    private static final Pattern HEADER = Pattern.compile("# (\\S+) {2,}(.*)");

    public Transcript {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        turns = List.copyOf(turns);
    }

    /** @throws BadDescription when the file is missing, unreadable, too large or no transcript */
    public static Transcript read(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new BadDescription(Diagnosis.of("%s is too large for a recording", path)
                        .because("it has %d bytes; %d is the limit", Files.size(path), LARGEST_BYTES));
            }
            return parse(path.toString(), Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            throw new BadDescription(Diagnosis.of("%s does not exist", path).remedy("check the name"), e);
        } catch (MalformedInputException e) {
            throw new BadDescription(Diagnosis.of("%s is not a text file in UTF-8", path), e);
        } catch (IOException e) {
            throw new BadDescription(Diagnosis.of("%s cannot be read", path).because("%s", Reason.of(e)), e);
        }
    }

    /** @throws BadDescription for the first line that is neither comment nor turn nor trace line */
    public static Transcript parse(String name, List<String> lines) {
        return new Transcript(name, headersOf(lines), isTrace(lines) ? traced(name, lines) : written(name, lines));
    }

    /** What this is about: the first part of the header {@code transcript} or {@code recording}. */
    public String title() {
        return titleParts()[0];
    }

    /** Where it comes from: what stands three spaces or more after the title; empty when nothing does. */
    public String citation() {
        String[] parts = titleParts();
        return parts.length < 2 ? "" : parts[1];
    }

    /** What a header says; the first line where it comes twice. */
    public Optional<String> header(String word) {
        return headers.getOrDefault(word, List.of()).stream().findFirst();
    }

    private String[] titleParts() {
        return header("transcript").or(() -> header("recording")).orElse(name).split(" {3,}", 2);
    }

    private static Map<String, List<String>> headersOf(List<String> lines) {
        var headers = new TreeMap<String, List<String>>();
        for (String line : lines) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                headers.computeIfAbsent(header.group(1), word -> new ArrayList<>()).add(header.group(2).strip());
            }
        }
        return headers;
    }

    private static boolean isTrace(List<String> lines) {
        return lines.stream().filter(Transcript::isContent).findFirst()
                .filter(line -> Character.isDigit(line.strip().charAt(0))).isPresent();
    }

    private static boolean isContent(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static List<Turn> written(String name, List<String> lines) {
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < lines.size(); i++) {
            if (isContent(lines.get(i))) {
                turns.add(turn(name, i + 1, lines.get(i).strip()));
            }
        }
        return turns;
    }

    private static Turn turn(String name, int number, String line) {
        boolean byHost = line.startsWith(">");
        String body = line.substring(1).strip();
        int end = TraceText.bytesEnd(body);
        if (!byHost && !line.startsWith("<") || end == 0 && (byHost || !body.isEmpty())) {
            throw new BadDescription(Diagnosis.of("%s:%d: this is no line of a transcript", name, number)
                    .because("it reads: %s", line.length() > 80 ? line.substring(0, 80) + "…" : line)
                    .remedy("write > or < and bytes as two upper-case hexadecimal digits with one space between"));
        }
        return new Turn(number, byHost, Bytes.parseHex(body.substring(0, end)), OptionalLong.empty());
    }

    private static List<Turn> traced(String name, List<String> lines) {
        List<TraceEvent> events = TraceText.parse(name, lines);
        var turns = new ArrayList<Turn>();
        int event = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (isContent(lines.get(i))) {
                TraceEvent found = events.get(event++);
                boolean byHost = found.mark() == Mark.SENT;
                if (found.source().equals(WIRE) && (byHost || found.mark() == Mark.RECEIVED)) {
                    turns.add(new Turn(i + 1, byHost, found.bytes(), OptionalLong.of(found.nanos())));
                }
            }
        }
        return turns;
    }
}
