package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher in a checkout of its own, where a recording script stands for the JDK and another for the build. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

    @TempDir Path folder;
    private Path checkout;
    private Path jdk;

    @BeforeEach
    void a_checkout_and_a_jdk() throws IOException {
        checkout = folder.resolve("a checkout");
        jdk = folder.resolve("jdk");
        for (String source : List.of("pom.xml", "engine/pom.xml", "simulator/pom.xml", "engine/src/main/A.java", "simulator/src/main/B.java")) {
            write(checkout.resolve(source), source);
        }
        Files.copy(Path.of("..", "sectorzero"), checkout.resolve("sectorzero"));
        script(checkout.resolve("mvnw"), """
                echo "$@" >> builds
                mkdir -p engine/target/lib simulator/target/lib
                touch engine/target/sectorzero-engine-9.jar engine/target/lib/a.jar simulator/target/sectorzero-simulator-9.jar simulator/target/lib/b.jar
                sleep 0.2
                """);
        jdk("17.0.99");
    }

    @Test
    void the_first_run_builds_in_one_line_and_the_second_does_not() throws Exception {
        Run first = run("flash", "my image.hex");
        Run second = run("info");

        assertThat(first.err).isEqualTo("sectorzero: building, this happens once and after changes\n");
        assertThat(first.out).contains("[flash]", "[my image.hex]");
        assertThat(second.err).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void the_class_path_names_every_jar() throws Exception {
        String out = run("info").out;

        assertThat(out).contains("[" + checkout.toRealPath() + "/engine/target/sectorzero-engine-9.jar:"
                + checkout.toRealPath() + "/simulator/target/sectorzero-simulator-9.jar:"
                + checkout.toRealPath() + "/engine/target/lib/a.jar:" + checkout.toRealPath() + "/simulator/target/lib/b.jar]");
    }

    @Test
    void a_changed_source_or_a_lost_jar_builds_again() throws Exception {
        run("info");
        touchLater(checkout.resolve("simulator/src/main/B.java"));
        run("info");
        Files.setLastModifiedTime(checkout.resolve("simulator/src/main/B.java"), FileTime.from(Instant.EPOCH));
        Files.delete(checkout.resolve("engine/target/lib/a.jar"));
        run("info");

        assertThat(builds()).hasSize(3);
    }

    @Test
    void it_works_through_a_symbolic_link_from_another_folder() throws Exception {
        Path link = folder.resolve("bin/sz");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("..", "a checkout", "sectorzero"));

        Run run = start(folder, Map.of("JAVA_HOME", jdk.toString()), link.toString(), "info").end();

        assertThat(run.out).contains("[info]");
        assertThat(run.code).isEqualTo(7);
    }

    @Test
    void runs_that_start_together_build_once() throws Exception {
        var together = new ArrayList<Started>();
        for (int i = 0; i < 4; i++) {
            together.add(start(checkout, Map.of("JAVA_HOME", jdk.toString()), "./sectorzero", "info"));
        }

        for (Started each : together) {
            assertThat(each.end().out).contains("[info]");
        }
        assertThat(builds()).hasSize(1);
        assertThat(checkout.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void a_lock_left_by_a_process_that_is_gone_is_no_obstacle() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        write(checkout.resolve("target/launcher/lock/owner"), gone.pid() + "\n");

        assertThat(run("info").out).contains("[info]");
    }

    @Test
    void a_failed_build_shows_its_end_and_leaves_with_69() throws Exception {
        script(checkout.resolve("mvnw"), "echo 'B.java:3: ; expected'; exit 1\n");

        Run run = run("info");

        assertThat(run.code).isEqualTo(69);
        assertThat(run.err).contains("B.java:3: ; expected", "the build failed", "target/launcher/build.log");
        assertThat(checkout.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void each_jdk_gets_its_own_archive_and_it_is_made_once() throws Exception {
        run("info");
        run("info");
        jdk("25.0.1");
        Run newer = run("info");

        try (var files = Files.list(checkout.resolve("target/launcher"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".jsa"))).hasSize(2)
                    .anyMatch(n -> n.endsWith("-17.0.99.jsa")).anyMatch(n -> n.endsWith("-25.0.1.jsa"));
        }
        assertThat(Files.readAllLines(jdk.resolve("rehearsals"))).hasSize(2);
        assertThat(newer.out).contains("[--enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void an_old_java_is_refused_with_its_version() throws Exception {
        jdk("1.8.0_292");
        assertThat(run("info").err).contains("Java 1.8.0_292", "17 or later");

        jdk("11.0.2");
        Run run = run("info");

        assertThat(run.code).isEqualTo(69);
        assertThat(run.err).contains("Java 11.0.2", "17 or later");
    }

    @Test
    void a_wrong_java_home_is_named() throws Exception {
        Run run = start(checkout, Map.of("JAVA_HOME", "/no/such/jdk"), "./sectorzero", "info").end();

        assertThat(run.code).isEqualTo(69);
        assertThat(run.err).contains("JAVA_HOME is /no/such/jdk");
    }

    @Test
    void java_is_found_on_the_path_and_missed_when_it_is_not_there() throws Exception {
        Run found = start(checkout, Map.of("JAVA_HOME", "", "PATH", jdk.resolve("bin") + ":/usr/bin:/bin"), "./sectorzero", "info").end();
        Run missed = start(checkout, Map.of("JAVA_HOME", "", "PATH", "/nowhere"), "/bin/sh", "./sectorzero", "info").end();

        assertThat(found.out).contains("[info]");
        assertThat(missed.code).isEqualTo(69);
        assertThat(missed.err).contains("no Java found");
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("./sectorzero"));
        command.addAll(List.of(arguments));
        return start(checkout, Map.of("JAVA_HOME", jdk.toString()), command.toArray(String[]::new)).end();
    }

    private Started start(Path where, Map<String, String> environment, String... command) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).directory(where.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    /** Its java says what it was given, ends with 7, and makes an archive when told to. */
    private void jdk(String version) throws IOException {
        write(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/javac"), "exit 0\n");
        script(jdk.resolve("bin/java"), """
                for each in "$@"; do
                    case $each in -XX:ArchiveClassesAtExit=*) echo archive > "${each#*=}"; echo once >> "%s/rehearsals" ;; esac
                    printf '[%%s]\\n' "$each"
                done
                exit 7
                """.formatted(jdk));
    }

    private static void touchLater(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private record Run(int code, String out, String err) {
    }

    private record Started(Process process, Path out, Path err) {

        Run end() throws IOException, InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }
}
