package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.OutputFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a place takes a file is found out beforehand, and leaves no trace there. */
class OutputPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void a_place_that_will_do_is_left_as_it_was() throws IOException {
        Path present = Files.writeString(folder.resolve("present.bin"), "keep me");

        ImageFile.requirePlace(present);
        ImageFile.requirePlace(folder.resolve("new.bin"));

        assertThat(folder).isDirectoryContaining(file -> file.equals(present)).satisfies(all -> assertThat(all.toFile().list()).hasSize(1));
        assertThat(present).hasContent("keep me");
    }

    @Test
    void a_folder_that_is_missing_and_a_folder_in_place_of_the_file_are_told() {
        assertThatThrownBy(() -> ImageFile.requirePlace(folder.resolve("none/a.bin"))).isInstanceOf(OutputFailed.class);
        assertThatThrownBy(() -> ImageFile.requirePlace(folder)).isInstanceOf(OutputFailed.class);
    }

    /** Nobody, not even root, makes a file there. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /proc")
    void a_folder_that_takes_no_file_is_told_and_a_device_is_fed_as_it_is() {
        assertThatThrownBy(() -> ImageFile.requirePlace(Path.of("/proc/a.bin"))).isInstanceOf(OutputFailed.class);
        ImageFile.requirePlace(Path.of("/dev/null"));
    }
}
