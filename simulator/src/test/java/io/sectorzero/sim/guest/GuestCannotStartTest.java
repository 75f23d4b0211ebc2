package io.sectorzero.sim.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.GuestRequest;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.OutputFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this computer does not give is said as that: it is no fault of the program. */
class GuestCannotStartTest {

    private static final GuestRequest REQUEST = new GuestRequest(Optional.empty(), false, Duration.ofSeconds(1));

    @TempDir Path computer;

    private GuestKernel kernel;
    private Path nowhere;

    @BeforeEach
    void make() throws IOException {
        Path modules = Files.createDirectory(computer.resolve("modules"));
        Files.createFile(modules.resolve("modules.dep"));
        kernel = new GuestKernel("1-amd64", Files.writeString(computer.resolve("vmlinuz"), "not wrapped"), modules);
        nowhere = computer.resolve("nowhere");
    }

    @Test
    void a_machine_that_cannot_be_started_is_missing() throws IOException {
        GuestParts parts = parts(Files.writeString(computer.resolve("qemu"), "no program"));
        Path logs = Files.createDirectory(computer.resolve("logs"));
        assertThatThrownBy(() -> GuestMachine.start(parts, REQUEST, computer, logs))
                .isInstanceOf(CapabilityMissing.class).hasMessageContaining("qemu");
    }

    @Test
    void without_room_for_what_it_starts_from_there_is_no_guest() {
        assertThatThrownBy(() -> GuestMachine.start(parts(nowhere), REQUEST, computer, nowhere)).isInstanceOf(OutputFailed.class);
        assertThatThrownBy(() -> UncompressedKernel.in(nowhere, kernel)).isInstanceOf(OutputFailed.class);
        assertThatThrownBy(() -> new JobShare(nowhere).keep(computer)).isInstanceOf(OutputFailed.class);
    }

    @Test
    void a_kernel_that_cannot_be_unpacked_leaves_nothing_half_done() throws IOException {
        Path cache = Files.createDirectory(computer.resolve("cache"));
        var unreadable = new GuestKernel("1-amd64", computer, kernel.modules());
        assertThatThrownBy(() -> UncompressedKernel.in(cache, unreadable)).isInstanceOf(OutputFailed.class);
        assertThat(cache).isEmptyDirectory();

        assertThat(UncompressedKernel.in(cache, kernel)).isEqualTo(kernel.image());
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void a_kernel_whose_list_of_modules_is_gone_is_missing() throws IOException {
        Files.delete(kernel.modules().resolve("modules.dep"));
        assertThatThrownBy(() -> Initramfs.of(parts(nowhere))).isInstanceOf(CapabilityMissing.class).hasMessageContaining("modules.dep");
    }

    private GuestParts parts(Path qemu) {
        return new GuestParts(qemu, kernel.image(), kernel.image(), kernel);
    }
}
