package io.sectorzero.trace;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Trace lines as text, both ways.
 *
 * <pre>
 *       0.000191  uart  &gt;  31 CE                       Write Memory
 *       seconds   source mark  bytes as hex            remark, two spaces or more before it
 * </pre>
 *
 * Bytes stand before the remark and only with {@code >} and {@code <}. Seconds carry nanoseconds where they are not
 * whole microseconds, so that a line reads back to the same event.
 */
public final class TraceText {

    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,9})\\.(\\d{6}|\\d{9})\\s+(\\S+)\\s+(\\S)(?:  ?(.*))?");

    private TraceText() {
    }

    public static String line(TraceEvent event) {
        long nanos = event.nanos();
        String seconds = nanos % 1000 == 0
                ? "%d.%06d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1000)
                : "%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000);
        String body = isWire(event.mark()) ? wire(event) : event.remark();
        return "%14s  %-5s %c  %s".formatted(seconds, event.source(), event.mark().sign(), body).stripTrailing();
    }

    public static Stream<String> lines(List<TraceEvent> events) {
        return events.stream().map(TraceText::line);
    }

    /**
     * Reads lines back, skipping blank ones and those that start with {@code #}.
     *
     * @param file named in complaints
     * @throws BadDescription for a line that is no trace line, with its number
     */
    public static List<TraceEvent> parse(String file, List<String> lines) {
        var events = new ArrayList<TraceEvent>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                events.add(parseLine(file, i + 1, line));
            }
        }
        return List.copyOf(events);
    }

    private static TraceEvent parseLine(String file, int number, String line) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
            var mark = Mark.of(parts.group(4).charAt(0));
            if (mark.isPresent()) {
                String fraction = parts.group(2);
                long nanos = Long.parseLong(parts.group(1)) * 1_000_000_000
                        + Long.parseLong(fraction) * (fraction.length() == 6 ? 1000 : 1);
                String body = parts.group(5) == null ? "" : parts.group(5);
                return event(nanos, parts.group(3), mark.get(), body);
            }
        }
        throw new BadDescription(Diagnosis.of("%s:%d: this is no trace line", file, number)
                .because("it reads: %s", line.length() > 80 ? line.substring(0, 80) + "…" : line)
                .remedy("a line is: seconds.microseconds  source  one of > < * = ! #  bytes or words"));
    }

    private static TraceEvent event(long nanos, String source, Mark mark, String body) {
        if (!isWire(mark)) {
            return new TraceEvent(nanos, source, mark, Bytes.NONE, body.strip());
        }
        String text = body.strip();
        int end = bytesEnd(text);
        return new TraceEvent(nanos, source, mark, Bytes.parseHex(text.substring(0, end)), text.substring(end).strip());
    }

    /**
     * Where the bytes end that a text begins with: pairs of upper-case digits with one space between. A loop and not a
     * pattern, because a line from a file may be of any length and a pattern would need stack for it.
     */
    public static int bytesEnd(String text) {
        int at = 0;
        while (isDigit(text, at) && isDigit(text, at + 1) && (at + 2 == text.length() || text.charAt(at + 2) == ' ')) {
            at = Math.min(at + 3, text.length());
        }
        return at;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9' || text.charAt(at) >= 'A' && text.charAt(at) <= 'F');
    }

    private static String wire(TraceEvent event) {
        return event.remark().isEmpty() ? event.bytes().hex() : "%-26s  %s".formatted(event.bytes().hex(), event.remark());
    }

    private static boolean isWire(Mark mark) {
        return mark == Mark.SENT || mark == Mark.RECEIVED;
    }
}
