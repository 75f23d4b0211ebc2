package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.WallTime;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The folder and the sockets that the preload library leads a program to, used by a program of our own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the preload library is one for Linux")
@Timeout(60)
class PlugDoorTest {

    private static final long GET_CAPABILITIES = 0x8004551AL;
    private static final long SUBMIT = 0x8038550AL;
    private static final long REAP = 0x4008550CL;
    private static final long REAP_NO_WAIT = 0x4008550DL;
    private static final long DISCARD = 0x550BL;
    private static final long CLAIM = 0x8004550FL;
    private static final long RELEASE = 0x80045510L;
    private static final long SET_INTERFACE = 0x80085504L;
    private static final long SET_CONFIGURATION = 0x80045505L;
    private static final long CLEAR_HALT = 0x80045515L;
    private static final long RESET = 0x5514L;
    private static final long GET_SPEED = 0x551FL;
    private static final long GET_DRIVER = 0x41045508L;

    private static final int EAGAIN = 11;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int EPIPE = 32;
    private static final int CONTROL = 2;
    private static final long ARGUMENT = PluggedProgram.MEMORY;
    private static final byte[] GET_STATUS = HexFormat.of().parseHex("A103000000000600" + "000000000000");

    private PlugDoor door;
    private WorldThread turning;
    private Board board;
    private Path root;

    // The door itself needs no library, so it is opened without one and tested wherever Unix sockets are.
    @BeforeEach
    void open() {
        var world = new World(1);
        board = Board.build(BoardSettings.healthy(), world);
        board.cable(true);
        world.pass(Duration.ofSeconds(1));
        turning = new WorldThread(world, new WallTime(), board::isBusy, () -> { }, PlugDoorTest::broken);
        door = PlugDoor.open(new PreloadLibrary(Path.of("/usr/lib/libumockdev-preload.so.0")), turning::post, PlugDoorTest::broken);
        new ServedUsb(board.usb()).watch(door);
        turning.start();
        root = Path.of(door.environment().get("UMOCKDEV_DIR"));
    }

    @AfterEach
    void close() {
        door.close();
        turning.stop();
        assertThat(root).doesNotExist();
    }

    private static void broken(Thread thread, Throwable why) {
        throw new IllegalStateException(why);
    }

    @Test
    void the_environment_names_the_library_and_the_folder() {
        assertThat(door.environment()).containsOnlyKeys("LD_PRELOAD", "UMOCKDEV_DIR");
        assertThat(door.environment().get("LD_PRELOAD")).startsWith("/usr/lib/libumockdev-preload.so.0");
    }

    @Test
    void the_folder_shows_the_loader_as_sysfs_would() throws IOException {
        Path home = root.resolve("sys/bus/usb/devices/1-7");
        assertThat(Files.readString(home.resolve("idVendor"))).isEqualTo("0483\n");
        assertThat(Files.readString(home.resolve("idProduct"))).isEqualTo("df11\n");
        assertThat(Files.readString(home.resolve("speed"))).isEqualTo("12\n");
        assertThat(Files.readString(home.resolve("product"))).isEqualTo("STM32  BOOTLOADER\n");
        assertThat(Files.readString(home.resolve("uevent"))).contains("DEVNAME=bus/usb/001/002", "PRODUCT=483/df11/2200");
        byte[] descriptors = Files.readAllBytes(home.resolve("descriptors"));
        assertThat(descriptors).hasSize(18 + 54).isEqualTo(Files.readAllBytes(root.resolve("dev/bus/usb/001/002")));
    }

    @Test
    void a_control_transfer_is_handed_over_and_fetched_with_its_data() throws IOException {
        try (var program = program()) {
            program.urb(0, CONTROL, 0, GET_STATUS);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).isDone()).isTrue();
            assertThat(program.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();

            assertThat(program.memory.getLong(4096)).as("which transfer").isEqualTo(ARGUMENT);
            assertThat(program.status(0)).isZero();
            assertThat(program.actual(0)).as("without the setup packet").isEqualTo(6);
            assertThat(program.memory.get(64 + 8 + 4)).as("dfuIDLE").isEqualTo((byte) 2);
        }
    }

    @Test
    void a_stall_is_a_status_and_no_error_of_the_call() throws IOException {
        try (var program = program()) {
            program.urb(0, CONTROL, 0, HexFormat.of().parseHex("2104000000000000"));
            program.ioctl(SUBMIT, ARGUMENT);
            assertThat(program.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();
            assertThat(program.status(0)).isEqualTo(-EPIPE);
        }
    }

    @Test
    void nothing_to_fetch_is_said_at_once() throws IOException {
        try (var program = program()) {
            assertThat(program.ioctl(REAP_NO_WAIT, ARGUMENT)).isEqualTo(new PluggedProgram.Result(-1, EAGAIN));
        }
    }

    @Test
    void each_call_a_library_makes_is_answered() throws IOException {
        try (var program = program()) {
            assertThat(program.ioctl(GET_CAPABILITIES, ARGUMENT).isDone()).isTrue();
            assertThat(program.memory.getInt(0)).isEqualTo(0x15);
            assertThat(program.ioctl(GET_SPEED, 0).value()).isEqualTo(2);
            assertThat(program.ioctl(GET_DRIVER, ARGUMENT).errno()).isEqualTo(61);
            program.memory.putInt(0, 0).putInt(4, 3);
            assertThat(program.ioctl(SET_INTERFACE, ARGUMENT).isDone()).isTrue();
            program.memory.putInt(0, 0).putInt(4, 9);
            assertThat(program.ioctl(SET_INTERFACE, ARGUMENT)).isEqualTo(new PluggedProgram.Result(-1, EPIPE));
            program.memory.putInt(0, 1);
            assertThat(program.ioctl(SET_CONFIGURATION, ARGUMENT).isDone()).isTrue();
            program.memory.putInt(0, 0x81);
            assertThat(program.ioctl(CLEAR_HALT, ARGUMENT).errno()).isEqualTo(EPIPE);
            assertThat(program.ioctl(RESET, 0).isDone()).isTrue();
            assertThat(program.ioctl(0x1234_5678, 0).errno()).isEqualTo(ENOTTY);
            assertThat(program.readOrWrite(7)).isEqualTo(-100);
            assertThat(program.readOrWrite(8)).isEqualTo(-100);
        }
    }

    @Test
    void an_interface_belongs_to_one_program_at_a_time() throws IOException {
        try (var first = program(); var second = program()) {
            assertThat(first.ioctl(CLAIM, ARGUMENT).isDone()).isTrue();
            assertThat(first.ioctl(CLAIM, ARGUMENT).isDone()).isTrue();
            assertThat(second.ioctl(CLAIM, ARGUMENT).errno()).isEqualTo(EBUSY);
            assertThat(second.ioctl(RELEASE, ARGUMENT).errno()).isEqualTo(EINVAL);
            assertThat(first.ioctl(RELEASE, ARGUMENT).isDone()).isTrue();
            assertThat(second.ioctl(CLAIM, ARGUMENT).isDone()).isTrue();
        }
    }

    @Test
    void what_a_program_claimed_is_free_when_it_has_closed_the_node() throws IOException {
        try (var first = program()) {
            assertThat(first.ioctl(CLAIM, ARGUMENT).isDone()).isTrue();
        }
        try (var second = program()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> second.ioctl(CLAIM, ARGUMENT).isDone());
        }
    }

    @Test
    void transfers_that_make_no_sense_are_refused() throws IOException {
        try (var program = program()) {
            program.urb(0, 0, 0, GET_STATUS);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("isochronous").isEqualTo(EINVAL);
            program.urb(0, 9, 0, GET_STATUS);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("no such type").isEqualTo(EINVAL);
            program.urb(0, CONTROL, 0, new byte[7]);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("half a setup packet").isEqualTo(EINVAL);
            program.urb(0, CONTROL, 0, HexFormat.of().parseHex("A103000000000006"));
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("more asked for than there is room").isEqualTo(EINVAL);
            program.urb(0, 3, 0x81, GET_STATUS);
            program.memory.putInt(24, -1);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("a negative length").isEqualTo(EINVAL);
            program.memory.putInt(24, Integer.MAX_VALUE);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).as("two gigabytes").isEqualTo(12);
            assertThat(program.ioctl(DISCARD, ARGUMENT).errno()).as("never handed over").isEqualTo(EINVAL);
        }
    }

    @Test
    void a_transfer_called_back_says_so_when_it_is_fetched() throws IOException {
        try (var program = program()) {
            control(program, "210100000000" + "0500" + "4100000808");
            control(program, "A103000000000600" + "000000000000");
            program.urb(0, CONTROL, 0, GET_STATUS);
            program.ioctl(SUBMIT, ARGUMENT);
            program.ioctl(DISCARD, ARGUMENT);
            assertThat(program.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();
            assertThat(program.status(0)).as("called back, or already answered").isIn(-2, 0);
        }
    }

    @Test
    void after_the_device_has_left_what_ended_can_be_fetched_and_nothing_else_done() throws IOException {
        try (var program = program()) {
            program.urb(0, CONTROL, 0, GET_STATUS);
            program.ioctl(SUBMIT, ARGUMENT);
            turning.post(() -> board.cable(false));
            await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(root.resolve("sys/bus/usb/devices/1-7")));

            assertThat(program.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();
            assertThat(program.status(0)).isIn(0, -108);
            assertThat(program.ioctl(REAP_NO_WAIT, ARGUMENT + 4096).errno()).isEqualTo(ENODEV);
            assertThat(program.ioctl(SUBMIT, ARGUMENT).errno()).isEqualTo(ENODEV);
            assertThat(program.ioctl(CLAIM, ARGUMENT).errno()).isEqualTo(ENODEV);
        }
        try (var late = program()) {
            assertThat(late.ioctl(GET_CAPABILITIES, ARGUMENT).errno()).as("one who opened it a moment before").isEqualTo(ENODEV);
        }
    }

    @Test
    void the_sockets_of_devices_long_gone_are_taken_away() {
        for (int i = 0; i < 10; i++) {
            Path next = root.resolve("ioctl/dev/bus/usb/001/%03d".formatted(3 + i));
            turning.post(() -> {
                board.cable(false);
                board.cable(true);
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(next));
        }
        assertThat(root.resolve("ioctl/dev/bus/usb/001/002")).doesNotExist();
        assertThat(root.resolve("ioctl/dev/bus/usb/001/011")).exists();
    }

    @Test
    void a_device_that_comes_back_has_a_new_number_in_the_same_place() {
        turning.post(() -> {
            board.cable(false);
            board.cable(true);
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(root.resolve("ioctl/dev/bus/usb/001/003")));
        assertThat(root.resolve("sys/bus/usb/devices/1-7")).exists();
        assertThat(root.resolve("dev/bus/usb/001/002")).doesNotExist();
    }

    @Test
    void noise_at_the_socket_disturbs_nobody_else() throws IOException {
        var dice = new Random(20_260_102);
        try (var steady = program()) {
            for (int i = 0; i < 200; i++) {
                try (var noisy = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    noisy.connect(UnixDomainSocketAddress.of(socket()));
                    byte[] bytes = new byte[dice.nextInt(200)];
                    dice.nextBytes(bytes);
                    noisy.write(ByteBuffer.wrap(bytes));
                } catch (IOException hungUp) {
                    // With so many at once some are turned away, and that is well.
                    assertThat(hungUp).isNotNull();
                }
                steady.urb(0, CONTROL, 0, GET_STATUS);
                assertThat(steady.ioctl(SUBMIT, ARGUMENT).isDone()).isTrue();
                assertThat(steady.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();
                assertThat(steady.status(0)).isZero();
            }
        }
    }

    private static void control(PluggedProgram program, String hex) throws IOException {
        program.urb(8192, CONTROL, 0, HexFormat.of().parseHex(hex));
        assertThat(program.ioctl(SUBMIT, ARGUMENT + 8192).isDone()).isTrue();
        assertThat(program.ioctl(REAP, ARGUMENT + 4096).isDone()).isTrue();
        assertThat(program.status(8192)).isZero();
    }

    private PluggedProgram program() throws IOException {
        return new PluggedProgram(socket());
    }

    private Path socket() {
        return root.resolve("ioctl/dev/bus/usb/001/002");
    }
}
