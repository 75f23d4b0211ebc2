package io.sectorzero.sim.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kernel a guest boots, on a computer of paper. */
class GuestKernelTest {

    @TempDir Path computer;

    private Path packages;

    @BeforeEach
    void make() throws IOException {
        packages = Files.createDirectories(computer.resolve("info"));
        Files.createDirectories(computer.resolve("boot"));
    }

    @Test
    void the_newest_complete_kernel_is_taken_by_the_name_of_its_package() throws IOException {
        install("6.1.0-9-amd64", "");
        install("6.1.0-31-amd64", "");
        Files.createFile(packages.resolve("linux-image-6.1.0-56-amd64.list"));
        Files.createFile(packages.resolve("linux-image-amd64.list"));

        assertThat(GuestKernel.installed(packages, computer)).map(GuestKernel::version).contains("6.1.0-31-amd64");
    }

    @Test
    void flavours_without_usb_do_not_count() throws IOException {
        install("6.1.0-56-cloud-amd64", "");
        install("6.1.0-56-rt-amd64", "");

        assertThat(GuestKernel.installed(packages, computer)).isEmpty();
    }

    @Test
    void a_computer_without_debians_list_of_packages_has_none() {
        assertThat(GuestKernel.installed(computer.resolve("nowhere"), computer)).isEmpty();
    }

    @Test
    void modules_come_after_all_they_need_and_once() throws IOException {
        install("6.1.0-31-amd64", """
                kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko
                kernel/net/9p/9pnet.ko:
                kernel/net/9p/9pnet_virtio.ko.xz: kernel/net/9p/9pnet.ko kernel/drivers/virtio/virtio.ko kernel/drivers/virtio/virtio_ring.ko
                kernel/drivers/virtio/virtio.ko: kernel/drivers/virtio/virtio_ring.ko
                kernel/drivers/virtio/virtio_ring.ko:
                kernel/fs/netfs/netfs.ko:
                kernel/drivers/usb/usbip/vhci-hcd.ko:
                """);
        GuestKernel kernel = GuestKernel.installed(packages, computer).orElseThrow();

        assertThat(kernel.modules(List.of("9pnet_virtio", "built_in", "9p", "vhci_hcd"))).extracting(file -> file.getFileName().toString())
                .containsExactly("virtio_ring.ko", "virtio.ko", "9pnet.ko", "9pnet_virtio.ko.xz", "netfs.ko", "9p.ko", "vhci-hcd.ko");
    }

    @ParameterizedTest
    @CsvSource({"6.1.0-9-amd64, 6.1.0-10-amd64", "6.1.0-56-amd64, 6.12.0-1-amd64", "6.1.0-9-amd64, 6.1.0-9.1-amd64"})
    void versions_are_compared_number_by_number(String older, String newer) {
        assertThat(GuestKernel.compareVersions(older, newer)).isNegative();
        assertThat(GuestKernel.compareVersions(newer, older)).isPositive();
        assertThat(GuestKernel.compareVersions(newer, newer)).isZero();
    }

    private void install(String version, String dependencies) throws IOException {
        Files.createFile(packages.resolve("linux-image-" + version + ".list"));
        Files.createFile(computer.resolve("boot/vmlinuz-" + version));
        Path modules = Files.createDirectories(computer.resolve("lib/modules").resolve(version));
        Files.writeString(modules.resolve("modules.dep"), dependencies);
    }
}
