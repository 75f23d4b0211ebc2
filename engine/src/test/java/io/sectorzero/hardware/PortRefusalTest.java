package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a serial port cannot be opened, from the error of the operating system to what a person can do about it. */
class PortRefusalTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 13})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ports are files only on Unix")
    void without_permission_the_group_to_join_is_named(int error) throws IOException {
        Path port = Files.createFile(folder.resolve("ttyUSB0"));
        var attributes = Files.readAttributes(port, PosixFileAttributes.class);
        String group = attributes.group().getName();

        var refusal = PortRefusal.of("my-port", port.toString(), error);

        assertThat(refusal.diagnosis().render()).isEqualTo("""
                No permission to open the port my-port
                  evidence  it belongs to %s and group %s
                  board     UNTOUCHED: nothing was changed
                  remedy    join the group %s (sudo usermod -a -G %s $USER), then log in again"""
                .formatted(attributes.owner().getName(), group, group, group));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 35})
    void a_port_somebody_holds_is_cause_H11_even_when_it_cannot_be_said_who(int error) {
        var refusal = PortRefusal.of("/dev/ttyUSB0", folder.resolve("nobody-has-this-open").toString(), error);

        assertThat(refusal.diagnosis().render()).isEqualTo("""
                The port /dev/ttyUSB0 is taken
                  evidence  somebody holds it; this user may not see who
                  suspect   H11 Serial port taken or disturbed by another service (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    find the program with `sudo fuser -v /dev/ttyUSB0` and stop it""");
    }

    @Test
    void those_who_hold_it_are_named_where_they_are_known() {
        assertThat(PortRefusal.busy("/dev/ttyUSB0", List.of("ModemManager (812)", "minicom (4711)")).diagnosis().evidence())
                .containsExactly("held by ModemManager (812), minicom (4711)");
    }

    @Test
    void any_other_error_is_passed_on_with_its_number() {
        assertThat(PortRefusal.of("/dev/ttyUSB0", "/dev/ttyUSB0", 22).diagnosis().evidence()).containsExactly("error 22 of the operating system");
    }

    @Test
    void what_is_no_terminal_is_no_serial_port() {
        assertThat(PortRefusal.of("/dev/ttyUSB0", "/dev/ttyUSB0", 25).getMessage()).isEqualTo("/dev/ttyUSB0 is no serial port");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "device files are looked at as Linux has them")
    void a_device_of_another_kind_a_file_and_a_folder_are_known_without_opening_them() throws IOException {
        Path file = Files.createFile(folder.resolve("notes"));

        for (Path other : List.of(Path.of("/dev/null"), Path.of("/dev/zero"), file, folder)) {
            assertThat(SerialDevice.mayBe(other)).as("%s", other).isFalse();
        }
        assertThat(SerialDevice.mayBe(Path.of("/dev/tty"))).isTrue();
        assertThat(SerialDevice.mayBe(folder.resolve("none"))).isTrue();
    }
}
