package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A trace kept in a file while it happens. Its header says what was asked for and of which bench, so that
 * {@code sectorzero replay} can ask the same again:
 *
 * <pre>
 *   # recording  sectorzero flash
 *   # tool       sectorzero 0.1.0
 *   # bench      simulated board
 *   # device     STM32F412xG            only where somebody said so
 *   # supply     3.3                    only where somebody said so
 *   # switches   reset                  one line for each
 *   # argument   flash                  one line for each
 * </pre>
 */
final class Recording implements AutoCloseable {

    private static final EnumSet<Capability> SWITCHES = EnumSet.of(Capability.RESET, Capability.BOOT0, Capability.POWER);

    private final Path file;
    private final BufferedWriter writer;
    private IOException loss;

    private Recording(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Opens the file before any board is touched. @throws OutputFailed when it cannot be written to */
    static Recording open(Path file) {
        try {
            return new Recording(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Writes the header, what has happened on this bench so far, and from now on everything that does. */
    void follow(Bench bench, List<String> arguments) {
        header("recording", "sectorzero " + CommandName.in(arguments.toArray(String[]::new)));
        header("tool", "sectorzero " + Version.number());
        header("bench", bench.name());
        bench.device().ifPresent(device -> header("device", device));
        bench.supplyVolts().ifPresent(volts -> header("supply", Double.toString(volts)));
        for (Capability each : SWITCHES) {
            if (bench.capabilities().contains(each)) {
                header("switches", each.name().toLowerCase(Locale.ROOT));
            }
        }
        arguments.forEach(argument -> header("argument", argument));
        bench.trace().events().forEach(this::event);
        bench.trace().tell(this::event);
    }

    /** Ends the file. @return why it is not whole; a trace that cannot be kept is no reason to leave a board half-written */
    Optional<OutputFailed> end(BoardState board) {
        close();
        return Optional.ofNullable(loss).map(e -> failed(file, e)).map(failed -> failed.with(failed.diagnosis().leaves(board)));
    }

    @Override public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            loss = loss == null ? e : loss;
        }
    }

    private void header(String word, String text) {
        line("# %-9s  %s".formatted(word, text.replaceAll("\\R", " ")));
    }

    private void event(TraceEvent event) {
        line(TraceText.line(event));
    }

    private void line(String text) {
        if (loss != null) {
            return;
        }
        try {
            writer.write(text);
            writer.write('\n');
        } catch (IOException e) {
            loss = e;
        }
    }

    private static OutputFailed failed(Path file, IOException e) {
        return new OutputFailed(Diagnosis.of("The trace %s cannot be written", file).because("%s", Reason.of(e))
                .remedy("choose another file with --trace"), e);
    }
}
