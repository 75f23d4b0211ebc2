package io.sectorzero.hil;

import io.qameta.allure.Allure;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.trace.Mark;
import io.sectorzero.trace.Trace;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a test: in the report always, in a folder of its own when it failed.
 *
 * @param bench     the bench file's text, or what stood for it
 * @param rerun     one line that runs this test again
 * @param report    what the engine reported last
 * @param diagnosis as a user would read it
 */
record Evidence(String bench, String rerun, Trace trace, Optional<FlashReport> report, Optional<String> diagnosis) {

    // A report page stays readable, and a full trace of a large image does not fill the disk of a build machine.
    private static final int LINES_IN_REPORT = 400;
    private static final int STEPS_IN_REPORT = 60;

    /** Attaches everything to the running test of the report. */
    void attach() {
        List<TraceEvent> events = trace.events();
        events.stream().filter(event -> event.mark() == Mark.STEP).limit(STEPS_IN_REPORT)
                .forEach(event -> Allure.step(event.remark()));
        Allure.attachment("trace.txt", lastLines(events));
        Allure.attachment("bench.toml", bench);
        Allure.attachment("rerun.txt", rerun);
        diagnosis.ifPresent(text -> Allure.attachment("diagnosis.txt", text));
        report.filter(done -> !done.sectors().isEmpty())
                .ifPresent(done -> Allure.addAttachment("flash.svg", "image/svg+xml", MemoryMapPicture.of(done.sectors()), ".svg"));
    }

    /** Writes everything into a folder. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("trace.txt"), (Iterable<String>) TraceText.lines(trace.events())::iterator);
            Files.writeString(folder.resolve("bench.toml"), bench);
            Files.writeString(folder.resolve("rerun.txt"), rerun + "\n");
            if (diagnosis.isPresent()) {
                Files.writeString(folder.resolve("diagnosis.txt"), diagnosis.get() + "\n");
            }
            if (report.isPresent() && !report.get().sectors().isEmpty()) {
                Files.writeString(folder.resolve("flash.svg"), MemoryMapPicture.of(report.get().sectors()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence cannot be kept in " + folder, e);
        }
    }

    private static String lastLines(List<TraceEvent> events) {
        int from = Math.max(0, events.size() - LINES_IN_REPORT);
        String heading = from == 0 ? "" : "# the last %d of %d events%n".formatted(LINES_IN_REPORT, events.size());
        return heading + String.join("\n", TraceText.lines(events.subList(from, events.size())).toList());
    }
}
