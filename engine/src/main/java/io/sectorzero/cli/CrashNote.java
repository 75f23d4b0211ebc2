package io.sectorzero.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is kept when SectorZero itself is at fault: the stack trace in a file, one line and its name on the screen. */
final class CrashNote {

    private CrashNote() {
    }

    static String headline(Throwable fault) {
        return "SectorZero made a mistake of its own: " + fault;
    }

    /** @return where the note lies, or why there is none */
    static String write(String command, Throwable fault) {
        try {
            Path note = Files.createTempFile("sectorzero-crash-", ".txt");
            Files.writeString(note, text(command, fault));
            return "What happened is noted in " + note + "; please report it together with the command.";
        } catch (IOException e) {
            return "No note could be kept of it: " + e.getMessage();
        }
    }

    private static String text(String command, Throwable fault) {
        var trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace, true));
        return """
                sectorzero %s
                command    %s
                java       %s, %s
                system     %s %s
                
                %s""".formatted(Version.number(), command, System.getProperty("java.version"),
                System.getProperty("java.vendor"), System.getProperty("os.name"), System.getProperty("os.arch"), trace);
    }
}
