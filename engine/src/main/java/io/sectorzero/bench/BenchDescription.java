package io.sectorzero.bench;

import io.sectorzero.description.DescriptionFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a bench file says. The keys every kind shares are read here; a provider reads its own from {@link #file()} and
 * then calls {@link DescriptionFile#refuseUnknownKeys()}.
 *
 * @param kind   which provider opens it: {@code hardware}, {@code simulator}, {@code replay}
 * @param supply VDD in volts as stated by a person who measured it
 * @param uniqueId of the only chip the bench is meant for: 24 hexadecimal digits
 */
public record BenchDescription(String kind, String name, Optional<String> device, OptionalDouble supply,
                               Optional<String> uniqueId, DescriptionFile file) {

    // No STM32F4 lives outside these. DS11139 Rev 8 Table 13 "Voltage characteristics", VDD absolute maximum 4.0 V.
    private static final double LOWEST_VOLTS = 1.0;
    private static final double HIGHEST_VOLTS = 4.0;

    public static BenchDescription of(DescriptionFile file) {
        String kind = file.requireString("kind");
        return new BenchDescription(kind, file.string("name").orElse(kind), file.string("device"),
                file.decimal("supply", LOWEST_VOLTS, HIGHEST_VOLTS), uniqueId(file), file);
    }

    private static Optional<String> uniqueId(DescriptionFile file) {
        Optional<String> written = file.string("unique-id");
        written.filter(id -> !id.matches("[0-9A-Fa-f]{24}")).ifPresent(id -> {
            throw file.complaint("unique-id", "a unique id is 24 hexadecimal digits, not \"%s\"".formatted(id));
        });
        return written;
    }

    public static BenchDescription read(Path path) {
        return of(DescriptionFile.read(path));
    }

    /** A description made up on the spot, from command-line flags. */
    public static BenchDescription parse(String name, String toml) {
        return of(DescriptionFile.parse(name, toml));
    }
}
