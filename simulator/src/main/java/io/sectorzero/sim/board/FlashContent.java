package io.sectorzero.sim.board;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.Reason;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a board file says the flash holds: a pattern by name, or a raw binary beside the file. */
final class FlashContent {

    private static final int LARGEST_BYTES = 1 << 20;

    private FlashContent() {
    }

    static Bytes of(DescriptionFile file, String key) {
        return file.string(key).map(written -> switch (written) {
            case "blank" -> Bytes.NONE;
            case "zeros" -> Bytes.repeat(0, LARGEST_BYTES);
            case "counting" -> counting();
            default -> binary(file, key, written);
        }).orElse(Bytes.NONE);
    }

    /** Every byte depends on its place, and no two sectors are alike. */
    private static Bytes counting() {
        byte[] content = new byte[LARGEST_BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i ^ i >> 8 ^ i >> 16);
        }
        return Bytes.copyOf(content);
    }

    private static Bytes binary(DescriptionFile file, String key, String written) {
        Path path = file.relative(written);
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw file.complaint(key, "%s is larger than any STM32F412's flash".formatted(path));
            }
            return Bytes.copyOf(Files.readAllBytes(path));
        } catch (IOException e) {
            throw file.complaint(key, "neither blank, zeros nor counting, and %s cannot be read as a file: %s".formatted(path, Reason.of(e)));
        }
    }
}
