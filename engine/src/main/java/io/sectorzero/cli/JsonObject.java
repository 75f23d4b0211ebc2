package io.sectorzero.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One JSON object being written, field after field. It is complete, and printed, only when every field was written. */
final class JsonObject {

    // Line feeds on every system: the same command gives the same bytes.
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private final JsonGenerator json;

    private JsonObject(JsonGenerator json) {
        this.json = json;
    }

    /** The text of one object, ending in a new line. */
    static String text(Consumer<JsonObject> fields) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));
            json.writeStartObject();
            fields.accept(new JsonObject(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.append('\n').toString();
    }

    JsonObject field(String name, String value) {
        return write(name, () -> json.writeString(value));
    }

    JsonObject field(String name, long value) {
        return write(name, () -> json.writeNumber(value));
    }

    /** Seconds and volts: six digits after the point at most, and no noise of binary fractions. */
    JsonObject field(String name, double value) {
        return write(name, () -> json.writeNumber(Math.round(value * 1e6) / 1e6));
    }

    JsonObject field(String name, boolean value) {
        return write(name, () -> json.writeBoolean(value));
    }

    /** A text, or null where there is none. */
    JsonObject field(String name, Optional<String> value) {
        return value.isPresent() ? field(name, value.get()) : write(name, json::writeNull);
    }

    /** A number, or null where there is none. */
    JsonObject field(String name, OptionalInt value) {
        return value.isPresent() ? field(name, value.getAsInt()) : write(name, json::writeNull);
    }

    JsonObject numbers(String name, List<Integer> values) {
        return write(name, () -> {
            json.writeStartArray();
            for (int value : values) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        });
    }

    JsonObject object(String name, Consumer<JsonObject> fields) {
        return write(name, () -> element(fields));
    }

    JsonObject texts(String name, List<String> values) {
        return write(name, () -> {
            json.writeStartArray();
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    <T> JsonObject objects(String name, List<T> values, BiConsumer<T, JsonObject> fields) {
        return write(name, () -> {
            json.writeStartArray();
            for (T value : values) {
                element(object -> fields.accept(value, object));
            }
            json.writeEndArray();
        });
    }

    private void element(Consumer<JsonObject> fields) throws IOException {
        json.writeStartObject();
        fields.accept(this);
        json.writeEndObject();
    }

    private JsonObject write(String name, Writing value) {
        try {
            json.writeFieldName(name);
            value.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }
}
