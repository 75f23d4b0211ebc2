package io.sectorzero.suites.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.description.DescriptionFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every document that a source file cites is one of those that may be cited, with the revision that was read. */
class CitationsTest {

    private static final Pattern CITATION = Pattern.compile("\\b((?:AN|RM|PM|DS|ES|UM)\\d{4,5})(?: Rev (\\d+))?\\b");
    private static final Path ROOT = Path.of(System.getProperty("sectorzero.root", ".."));

    @Test
    void every_citation_names_a_listed_document_and_its_revision() throws IOException {
        Map<String, TreeSet<String>> listed = listed();
        var wrong = new TreeSet<String>();
        for (Path file : sources()) {
            Matcher citation = CITATION.matcher(Files.readString(file));
            while (citation.find()) {
                String document = citation.group(1);
                String revision = citation.group(2);
                if (!listed.containsKey(document)) {
                    wrong.add("%s cites %s, which is not listed".formatted(ROOT.relativize(file), document));
                } else if (revision != null && !listed.get(document).contains(revision)) {
                    wrong.add("%s cites %s Rev %s; listed: %s".formatted(ROOT.relativize(file), document, revision, listed.get(document)));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, TreeSet<String>> listed() {
        var file = DescriptionFile.read(Path.of(URI.create(CitationsTest.class.getResource("/fixtures/references.toml").toString())));
        var documents = new TreeMap<String, TreeSet<String>>();
        for (DescriptionFile.Entry entry : file.tables("document")) {
            documents.computeIfAbsent(String.valueOf(entry.values().get("id")), id -> new TreeSet<>())
                    .addAll(List.of(String.valueOf(entry.values().get("revision")).split(", ?")));
        }
        assertThat(documents).isNotEmpty();
        return documents;
    }

    private static Iterable<Path> sources() throws IOException {
        var all = new TreeSet<Path>();
        for (String module : new String[] {"engine", "simulator", "hil-tests"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().matches(".*\\.(java|toml)")).forEach(all::add);
            }
        }
        return all;
    }
}
