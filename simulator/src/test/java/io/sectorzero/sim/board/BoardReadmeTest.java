package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that lists the keys of a board file, held against the reader of board files. */
class BoardReadmeTest {

    private static final Pattern KEY = Pattern.compile("`([a-z0-9]+\\.[A-Za-z0-9.]+)`");
    private static final Pattern KIND = Pattern.compile("`([a-z-]+)`");

    private static String page() throws IOException, URISyntaxException {
        return Files.readString(Path.of(BoardReadmeTest.class.getResource("/fixtures/boards/README.md").toURI()));
    }

    private static String complaint(String toml) {
        try {
            BoardFile.of(DescriptionFile.parse("b.toml", toml));
            throw new AssertionError("accepted: " + toml);
        } catch (BadDescription e) {
            return e.getMessage();
        }
    }

    @Test
    void every_key_the_reader_knows_is_on_the_page_and_no_other() throws IOException, URISyntaxException {
        var written = new TreeSet<String>();
        page().lines().filter(line -> line.startsWith("| `") && line.contains(".")).forEach(line -> {
            Matcher keys = KEY.matcher(line.substring(0, line.indexOf('|', 2)));
            while (keys.find()) {
                written.add(keys.group(1));
            }
        });

        String known = complaint("nonsense = 1");
        var read = new TreeSet<>(java.util.List.of(
                known.substring(known.indexOf("known here: ") + 12).lines().findFirst().orElseThrow().split(", ")));
        read.remove("fault");
        read.removeIf(key -> key.startsWith("uart.adapter."));
        read.add("uart.adapter");
        read.add("flash.wear");

        assertThat(written).isEqualTo(read);
    }

    @Test
    void every_kind_of_fault_is_on_the_page_and_no_other() throws IOException, URISyntaxException {
        var written = new TreeSet<String>();
        String table = page().substring(page().indexOf("| `kind`"));
        table.lines().filter(line -> line.startsWith("| `") && !line.startsWith("| `kind`")).forEach(line -> {
            Matcher kinds = KIND.matcher(line.substring(0, line.indexOf('|', 2)));
            while (kinds.find()) {
                written.add(kinds.group(1));
            }
        });

        String known = complaint("[[fault]]\nkind = \"gremlin\"");
        String list = known.substring(known.indexOf("none of ") + 8).lines().findFirst().orElseThrow();

        assertThat(written).containsExactly(list.split(", "));
    }
}
