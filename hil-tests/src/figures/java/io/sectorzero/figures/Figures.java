package io.sectorzero.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measures everything, one thing after the other, and prints the table. */
public final class Figures {

    private Figures() {
    }

    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("figures");
        try {
            String before = machine();
            List<Row> rows = measure(folder);
            out.printf("%nbefore: %s%nafter:  %s%n%n%s%n", before, machine(), Row.table(rows));
        } finally {
            delete(folder);
        }
    }

    private static List<Row> measure(Path folder) {
        Path megabyte = Megabyte.file(folder);
        var rows = new ArrayList<Row>();
        // What a shell would see is measured first, while this JVM has not yet made the machine warm.
        List<Row> cold = ColdStart.rows(megabyte);
        rows.addAll(OverTheWire.rows());
        rows.addAll(OverTheDebugWires.rows());
        rows.addAll(ServedBoards.rows(folder, megabyte));
        rows.addAll(PluggedBoards.rows(folder, megabyte));
        rows.addAll(cold);
        rows.addAll(UsbIpServer.rows());
        rows.addAll(CoreSpeed.rows(folder));
        rows.add(WarmFlash.row());
        rows.add(ManyBoards.row());
        return rows;
    }

    /** Wall figures mean little without it. */
    private static String machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(Locale.ROOT, "%d cores, %s, JDK %s, load %.1f", system.getAvailableProcessors(), system.getArch(),
                Runtime.version().feature(), system.getSystemLoadAverage());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
