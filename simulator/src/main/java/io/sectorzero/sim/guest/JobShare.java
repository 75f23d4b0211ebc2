package io.sectorzero.sim.guest;

import io.sectorzero.bench.GuestJob;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The folder through which a guest is told what to do and says how it went: numbered files, each written under another
 * name first, so that whoever sees it sees all of it. {@code init.sh} is the other end.
 */
record JobShare(Path folder) {

    private static final Pattern NAME_FOR_A_SHELL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int PIECE = 1 << 16;

    boolean isUp() {
        return Files.exists(folder.resolve("up"));
    }

    void keep(Path kept) {
        write("kept", kept + "\n");
    }

    void plug(int n, UsbIpExports.Exported device) {
        write("plug-" + n, device.port() + " " + device.id() + " " + device.number() + "\n");
    }

    OptionalInt plugged(int n) {
        return end("plug-" + n);
    }

    String plugSaid(int n) {
        return read("plug-" + n + ".said");
    }

    void submit(int n, GuestJob job) {
        write("job-" + n + ".limit", Math.max(1, job.limit().toSeconds()) + "\n");
        write("job-" + n, script(job));
    }

    OptionalInt ended(int n) {
        return end("job-" + n);
    }

    /** Hands on what has been said since. @return how much of it has been handed on now */
    long hear(int n, String ear, long from, OutputStream to) {
        Path file = folder.resolve("job-" + n + "." + ear);
        if (!Files.exists(file)) {
            return from;
        }
        try (var said = new RandomAccessFile(file.toFile(), "r")) {
            long length = said.length();
            byte[] piece = new byte[(int) Math.min(PIECE, Math.max(0, length - from))];
            long at = from;
            while (at < length) {
                said.seek(at);
                int count = said.read(piece, 0, (int) Math.min(piece.length, length - at));
                to.write(piece, 0, count);
                at += count;
            }
            if (at > from) {
                to.flush();
            }
            return at;
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("What the guest says cannot be handed on").because("%s", Reason.of(e)), e);
        }
    }

    private static String script(GuestJob job) {
        var script = new StringBuilder("cd ").append(quoted(job.folder().toString())).append(" || exit 127\n");
        for (Map.Entry<String, String> variable : new TreeMap<>(job.environment()).entrySet()) {
            if (NAME_FOR_A_SHELL.matcher(variable.getKey()).matches()) {
                script.append("export ").append(variable.getKey()).append('=').append(quoted(variable.getValue())).append('\n');
            }
        }
        script.append("exec");
        job.command().forEach(word -> script.append(' ').append(quoted(word)));
        return script.append('\n').toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private OptionalInt end(String what) {
        String said = read(what + ".end").strip();
        return said.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(said));
    }

    private void write(String name, String content) {
        try {
            Path fresh = Files.writeString(folder.resolve(name + ".new"), content, StandardCharsets.UTF_8);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("The guest cannot be told what to do").because("%s", Reason.of(e))
                    .remedy("look at the free space and the rights in the folder for temporary files"), e);
        }
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new LinkLost(Diagnosis.of("What the guest answers cannot be read").because("%s", Reason.of(e)), e);
        }
    }
}
