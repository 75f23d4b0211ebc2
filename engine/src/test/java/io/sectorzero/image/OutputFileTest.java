package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory becomes a file, whole or not at all; every way a disk says no leaves what was there. */
class OutputFileTest {

    private static final Segment MEMORY = new Segment(Address.of(0x0800_FFF0L), Bytes.repeat(0x5A, 100));

    @TempDir Path folder;

    private static Diagnosis refusal(Path path, ImageFormat format) {
        OutputFailed refusal = catchThrowableOfType(OutputFailed.class, () -> ImageFile.save(path, format, MEMORY));
        assertThat(refusal).isNotNull();
        return refusal.diagnosis();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEL_HEX", "S_RECORD", "RAW_BINARY"})
    void memory_that_was_saved_loads_as_the_same_image(ImageFormat format) throws IOException {
        Path path = folder.resolve("read-back");

        ImageFile.save(path, format, MEMORY);

        Optional<Address> base = format == ImageFormat.RAW_BINARY ? Optional.of(MEMORY.start()) : Optional.empty();
        Image image = ImageFile.load(path, Optional.empty(), base);
        assertThat(image.format()).isEqualTo(format);
        assertThat(image.segments()).containsExactly(MEMORY);
        assertThat(names()).containsExactly("read-back");
    }

    @Test void a_file_that_was_there_is_replaced() throws IOException {
        Path path = Files.writeString(folder.resolve("old.bin"), "old content that is longer than what comes now".repeat(10));

        ImageFile.save(path, ImageFormat.RAW_BINARY, MEMORY);

        assertThat(Files.readAllBytes(path)).isEqualTo(MEMORY.data().toArray());
    }

    @Test void a_link_stays_a_link() throws IOException {
        Path target = Files.writeString(folder.resolve("target.bin"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.bin"), target);

        ImageFile.save(link, ImageFormat.RAW_BINARY, MEMORY);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readAllBytes(target)).isEqualTo(MEMORY.data().toArray());
    }

    @Test void a_folder_that_does_not_exist_is_said_and_not_created() {
        Diagnosis refusal = refusal(folder.resolve("none/out.hex"), ImageFormat.INTEL_HEX);

        assertThat(refusal.render()).isEqualTo("""
                %s cannot be written
                  evidence  the folder does not exist
                  board     UNTOUCHED: nothing was changed
                  remedy    create the folder, or choose another one""".formatted(folder.resolve("none/out.hex")));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test void a_folder_is_no_file() {
        assertThat(refusal(folder, ImageFormat.RAW_BINARY).evidence()).containsExactly("it is a folder");
    }

    @Test void a_read_only_file_is_left_alone() throws IOException {
        Path path = Files.writeString(folder.resolve("kept.bin"), "kept");
        assumeTrue(path.toFile().setReadOnly() && !Files.isWritable(path), "this user may write everything");

        assertThat(refusal(path, ImageFormat.RAW_BINARY).evidence()).containsExactly("the file is there and is read-only");
        assertThat(path).hasContent("kept");
    }

    @Test void a_read_only_folder_is_said() {
        assumeTrue(folder.toFile().setReadOnly() && !Files.isWritable(folder), "this user may write everything");

        assertThat(refusal(folder.resolve("out.bin"), ImageFormat.RAW_BINARY).evidence())
                .containsExactly("the system denies access to the folder");
        assertThat(folder.toFile().setWritable(true)).isTrue();
    }

    @Test void a_full_disk_is_said() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no device that is always full");

        assertThat(refusal(full, ImageFormat.RAW_BINARY).evidence()).containsExactly("no space left on the device");
    }

    @Test void a_place_where_no_file_can_be_is_said_and_leaves_nothing_behind() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");

        Diagnosis refusal = refusal(file.resolve("out.bin"), ImageFormat.RAW_BINARY);

        assertThat(refusal.what()).endsWith("out.bin cannot be written");
        assertThat(names()).containsExactly("file");
    }

    @Test void a_move_that_fails_leaves_neither_a_part_nor_a_damaged_target() throws IOException {
        String longest = "n".repeat(250);

        assertThat(refusal(folder.resolve(longest), ImageFormat.RAW_BINARY).what()).endsWith("cannot be written");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ELF", "DFUSE"})
    void formats_that_only_linkers_and_packers_write_are_refused(ImageFormat format) throws IOException {
        Diagnosis refusal = refusal(folder.resolve("out"), format);

        assertThat(refusal.what()).endsWith("out is not written: memory is saved as hex, srec or bin, not as " + format);
        assertThat(names()).isEmpty();
    }
}
