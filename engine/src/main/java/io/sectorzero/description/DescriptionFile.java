package io.sectorzero.description;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A TOML file with typed look-ups. Keys are dotted ({@code uart.port}). A look-up of a key that holds something else
 * throws {@link BadDescription} with file, line and key; so does {@link #refuseUnknownKeys()} for every key that nobody
 * looked up, because a misspelt key would otherwise silently mean its default.
 */
public final class DescriptionFile {

    private static final long LARGEST_BYTES = 1 << 20;

    private final String name;
    private final Optional<Path> path;
    private final TomlParseResult toml;
    private final Set<String> known = new TreeSet<>();

    private DescriptionFile(String name, Optional<Path> path, TomlParseResult toml) {
        this.name = name;
        this.path = path;
        this.toml = toml;
    }

    /** Reads a file. @throws BadDescription when it is missing, unreadable, larger than 1 MB or no TOML */
    public static DescriptionFile read(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new BadDescription(Diagnosis.of("%s is too large for a file that people write", path)
                        .because("it has %d bytes; %d is the limit", Files.size(path), LARGEST_BYTES));
            }
            return parse(path.toString(), Optional.of(path), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new BadDescription(Diagnosis.of("%s does not exist", path)
                    .remedy("check the name; relative paths start at %s", Path.of("").toAbsolutePath()), e);
        } catch (MalformedInputException e) {
            throw new BadDescription(Diagnosis.of("%s is not a text file in UTF-8", path), e);
        } catch (IOException e) {
            throw new BadDescription(Diagnosis.of("%s cannot be read", path).because("%s", Reason.of(e)), e);
        }
    }

    /** Reads text that lies in no file; {@code name} stands for the file in complaints. */
    public static DescriptionFile parse(String name, String text) {
        return parse(name, Optional.empty(), text);
    }

    private static DescriptionFile parse(String name, Optional<Path> path, String text) {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            var first = toml.errors().get(0);
            throw new BadDescription(Diagnosis.of("%s:%d: this is not TOML", name, first.position().line())
                    .because("%s", first.getMessage()));
        }
        return new DescriptionFile(name, path, toml);
    }

    public String name() {
        return name;
    }

    /** A path written in this file, taken relative to the folder the file lies in. */
    public Path relative(String written) {
        return path.map(file -> file.resolveSibling(written)).orElse(Path.of(written));
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    public Optional<String> string(String key) {
        return value(key, String.class, "text in quotes");
    }

    /** @throws BadDescription when the key is missing */
    public String requireString(String key) {
        return string(key).orElseThrow(() -> missing(key));
    }

    /** A whole number within bounds. */
    public OptionalLong integer(String key, long least, long most) {
        var number = value(key, Long.class, "a whole number");
        number.filter(n -> n < least || n > most).ifPresent(n -> {
            throw complaint(key, "%d is outside %d to %d".formatted(n, least, most));
        });
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** A number within bounds, written with or without a decimal point. */
    public OptionalDouble decimal(String key, double least, double most) {
        var number = value(key, Number.class, "a number");
        number.map(Number::doubleValue).filter(n -> !(n >= least && n <= most)).ifPresent(n -> {
            throw complaint(key, "%s is outside %s to %s".formatted(n, least, most));
        });
        return number.map(n -> OptionalDouble.of(n.doubleValue())).orElse(OptionalDouble.empty());
    }

    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** One of an enum's constants, written in any case, with - for _. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return string(key).map(written -> constant(written, type)
                .orElseThrow(() -> complaint(key, noneOf(written, type))));
    }

    /** A list of whole numbers within bounds; empty when the key is missing. */
    public List<Long> integers(String key, long least, long most) {
        var numbers = new ArrayList<Long>();
        for (Object element : array(key)) {
            if (!(element instanceof Long number) || number < least || number > most) {
                throw complaint(key, "%s is no whole number from %d to %d".formatted(element, least, most));
            }
            numbers.add(number);
        }
        return List.copyOf(numbers);
    }

    /** A list of texts; empty when the key is missing. */
    public List<String> strings(String key) {
        var texts = new ArrayList<String>();
        for (Object element : array(key)) {
            if (!(element instanceof String text)) {
                throw complaint(key, "%s is no text in quotes".formatted(element));
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** The tables of {@code [[key]]}, in order, each a description of its own whose complaints still name this file. */
    public List<Entry> tables(String key) {
        var entries = new ArrayList<Entry>();
        int index = 0;
        for (Object element : array(key)) {
            if (!(element instanceof TomlTable table)) {
                throw complaint(key, "every entry is written as [[%s]]".formatted(key));
            }
            TomlPosition at = toml.getArrayOrEmpty(key).inputPositionOf(index++);
            entries.add(new Entry(table, at.line()));
        }
        return List.copyOf(entries);
    }

    /** The keys directly below a table; empty when there is no such table. */
    public Set<String> keysOf(String table) {
        Object found = find(table);
        if (found == null) {
            return Set.of();
        }
        if (found instanceof TomlTable inner) {
            return new TreeSet<>(inner.keySet());
        }
        throw complaint(table, "this is a table");
    }

    /** Marks a key as understood by somebody who does not read it here. */
    public void understand(String key) {
        known.add(key);
    }

    /** @throws BadDescription for the first key that nobody looked up */
    public void refuseUnknownKeys() {
        for (String key : toml.dottedKeySet()) {
            if (known.stream().noneMatch(k -> key.equals(k) || key.startsWith(k + "."))) {
                throw complaint(key, "nobody knows this key; known here: %s".formatted(String.join(", ", known)));
            }
        }
    }

    /** A complaint about one key, for a reader that finds a value wrong in its own terms. */
    public BadDescription complaint(String key, String what) {
        TomlPosition position = toml.contains(key) ? toml.inputPositionOf(key) : null;
        String where = position == null ? name : name + ":" + position.line();
        return new BadDescription(Diagnosis.of("%s: %s: %s", where, key, what));
    }

    private BadDescription missing(String key) {
        return complaint(key, "this key is needed and missing");
    }

    private List<Object> array(String key) {
        return value(key, TomlArray.class, "a list in [brackets]").map(TomlArray::toList).orElse(List.of());
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        Object found = find(key);
        if (found != null && !type.isInstance(found)) {
            throw complaint(key, "expected %s, found %s".formatted(expected, found));
        }
        return Optional.ofNullable(found).map(type::cast);
    }

    // The reader throws when a key on the way, such as `a` of `a.b`, is no table; to a person that is one more wrong value.
    private Object find(String key) {
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
            String parent = key.substring(0, dot);
            Object found = toml.get(parent);
            if (found == null) {
                return null;
            }
            if (!(found instanceof TomlTable)) {
                throw complaint(parent, "expected a table with the key %s".formatted(key.substring(dot + 1)));
            }
        }
        return toml.get(key);
    }

    private static <E extends Enum<E>> Optional<E> constant(String written, Class<E> type) {
        String wanted = written.replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(wanted)).findFirst();
    }

    private static <E extends Enum<E>> String noneOf(String written, Class<E> type) {
        return "\"%s\" is none of %s".formatted(written, spellings(type));
    }

    private static <E extends Enum<E>> String spellings(Class<E> type) {
        var names = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return String.join(", ", names);
    }

    /** One {@code [[table]]} of a list. */
    public final class Entry {

        private final TomlTable table;
        private final int line;
        private final Set<String> asked = new TreeSet<>();

        private Entry(TomlTable table, int line) {
            this.table = table;
            this.line = line;
        }

        /** Every key of the entry with its value: text, whole number, number or flag. */
        public Map<String, Object> values() {
            return table.toMap();
        }

        public Optional<String> string(String key) {
            return value(key).map(found -> text(key, found));
        }

        /** @throws BadDescription when the key is missing */
        public String requireString(String key) {
            return string(key).orElseThrow(() -> complaint(key, "this key is needed and missing"));
        }

        /** One of an enum's constants, written in any case, with - for _. @throws BadDescription when the key is missing */
        public <E extends Enum<E>> E requireChoice(String key, Class<E> type) {
            return choice(key, type, requireString(key));
        }

        /** Several of an enum's constants, written as a list or as one text; empty when the key is missing. */
        public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
            return strings(key).stream().map(written -> choice(key, type, written)).toList();
        }

        /** A list of texts, or one text standing for a list of one; empty when the key is missing. */
        public List<String> strings(String key) {
            return value(key).map(found -> texts(key, found)).orElse(List.of());
        }

        /** Everything written below a key, {@code key.a.b = "text"}: what follows the key, with its texts, in order. */
        public Map<String, List<String>> below(String key) {
            Object found = value(key).orElse(null);
            if (found == null) {
                return Map.of();
            }
            if (!(found instanceof TomlTable inner)) {
                throw complaint(key, "expected keys below it, found %s".formatted(found));
            }
            var branches = new TreeMap<String, List<String>>();
            inner.dottedKeySet().forEach(branch -> branches.put(branch, texts(key + "." + branch, inner.get(branch))));
            return branches;
        }

        /** @throws BadDescription for the first key of this entry that nobody looked up */
        public void refuseUnknownKeys() {
            for (String key : new TreeSet<>(table.keySet())) {
                if (!asked.contains(key)) {
                    throw complaint(key, "nobody knows this key; known here: %s".formatted(String.join(", ", asked)));
                }
            }
        }

        private <E extends Enum<E>> E choice(String key, Class<E> type, String written) {
            return constant(written, type).orElseThrow(() -> complaint(key, noneOf(written, type)));
        }

        private Optional<Object> value(String key) {
            asked.add(key);
            return Optional.ofNullable(table.get(List.of(key)));
        }

        private List<String> texts(String key, Object found) {
            return found instanceof TomlArray array
                    ? array.toList().stream().map(element -> text(key, element)).toList()
                    : List.of(text(key, found));
        }

        private String text(String key, Object found) {
            if (found instanceof String text) {
                return text;
            }
            throw complaint(key, "expected text in quotes, found %s".formatted(found));
        }

        private BadDescription complaint(String key, String what) {
            return complaint("%s: %s".formatted(key, what));
        }

        public BadDescription complaint(String what) {
            return new BadDescription(Diagnosis.of("%s:%d: %s", name, line, what));
        }
    }
}
