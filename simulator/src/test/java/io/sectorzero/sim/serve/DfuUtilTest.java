package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.CableUnplugged;
import io.sectorzero.sim.fault.DfuCondition.Begins;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.peer.Peers;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.TraceEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** dfu-util 0.11 as Debian packages it, against the loader on USB: what nobody here wrote judges the model. */
@Timeout(180)
class DfuUtilTest {

    // dfu-util sleeps for as long as it is told to, on the wall; boards that announce nothing keep these tests short.
    private static final DfuCondition QUICK = new DfuCondition(Begins.IDLE, 0, 2048, false);
    private static final BoardSettings BOARD = BoardSettings.healthy().with(QUICK);
    private static final int LARGE = 900 * 1024;

    /** Exit statuses of sysexits.h. */
    private static final int EX_IOERR = 74;

    @TempDir
    private Path folder;
    private Board board;
    private OpenBoard served;
    private String said = "";

    @BeforeAll
    static void peers() {
        Peers.need("dfu-util", "dfu-util");
        try {
            PreloadLibrary.find();
        } catch (CapabilityMissing e) {
            Peers.missing(e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    void it_lists_the_loader_with_its_four_settings() throws Exception {
        serve(BOARD);
        assertThat(dfuUtil("-l")).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("Found DFU: [0483:df11] ver=2200"))).hasSize(4);
        assertThat(said).contains("alt=0, name=\"@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg\"",
                "alt=1, name=\"@Option Bytes  /0x1FFFC000/01*016 e\"", "alt=2, name=\"@OTP Memory /0x1FFF7800/01*512 e,01*016 e\"",
                "alt=3, name=\"@Device Feature/0xFFFF0000/01*004 e\"");
    }

    @Test
    void a_small_image_goes_down_and_comes_back_byte_for_byte_with_the_poll_times_as_seen() throws Exception {
        downAndUp(BoardSettings.healthy(), counting(16 * 1024));
    }

    @Test
    void a_large_image_goes_down_and_comes_back_byte_for_byte() throws Exception {
        downAndUp(BOARD, counting(LARGE));
    }

    @Test
    void downloading_with_leave_starts_the_program() throws Exception {
        serve(BOARD);
        Bytes program = Bytes.parseHex("00 00 04 20 41 00 00 08").then(counting(1024 - 8));
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:leave", "-D", file(program))).isZero();
        assertThat(said).contains("Submitting leave request...");
        // The loader lingers for the answer to be heard, and no pace leaps over that.
        await().atMost(Duration.ofSeconds(10)).until(() -> dfuUtil("-l") == 0 && !said.contains("Found DFU"));
        served.close();
        assertThat(board.trace().events()).extracting(TraceEvent::remark).contains("program at 0x08000040");
    }

    @Test
    void leaving_a_loader_that_does_not_answer_looks_like_an_error_after_everything_was_written() throws Exception {
        serve(BoardSettings.healthy().with(new DfuCondition(Begins.IDLE, 0, 2048, true)));
        Bytes image = counting(64);
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:leave", "-D", file(image))).isEqualTo(EX_IOERR);
        served.close();
        assertThat(board.flashContent().slice(0, 64)).isEqualTo(image);
    }

    @Test
    void a_mass_erase_leaves_nothing_but_what_is_written_after_it() throws Exception {
        serve(BOARD);
        board.load(new Address(0x0800_0000), Bytes.repeat(0, 0x10_0000));
        Bytes image = counting(4096);
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:mass-erase:force", "-D", file(image))).isZero();
        served.close();
        assertThat(board.flashContent().slice(0, 4096)).isEqualTo(image);
        assertThat(board.flashContent().slice(4096, 0x10_0000).isAll(0xFF)).isTrue();
    }

    @Test
    void a_protected_chip_refuses_to_be_read_and_opens_when_it_is_unprotected() throws Exception {
        serve(read("d05-read-protected.toml").with(QUICK));
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:1024", "-U", folder.resolve("stolen").toString())).isEqualTo(EX_IOERR);
        assertThat(said).contains("LIBUSB_ERROR_PIPE");

        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:unprotect:force", "-D", file(counting(64)))).isZero();
        assertThat(said).contains("Device disconnects, erases flash and resets now");
        Path back = folder.resolve("back");
        awaitLoader();
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:1024", "-U", back.toString())).isZero();
        assertThat(Bytes.copyOf(Files.readAllBytes(back)).isAll(0xFF)).isTrue();
    }

    @Test
    void option_bytes_are_written_and_the_reset_after_them_looks_like_an_error() throws Exception {
        serve(BOARD);
        Bytes block = Bytes.parseHex("EC AA FF FF FF FF FF FF FE 0F FF FF FF FF FF FF");
        assertThat(dfuUtil("-a", "1", "-s", "0x1FFFC000", "-D", file(block))).isEqualTo(EX_IOERR);
        Path back = folder.resolve("options");
        awaitLoader();
        assertThat(dfuUtil("-a", "1", "-s", "0x1FFFC000:16", "-U", back.toString())).isZero();
        assertThat(Files.readAllBytes(back)[8] & 1).as("sector 0 is write-protected").isZero();
    }

    @Test
    void a_write_protected_sector_is_reported_as_written_and_is_not() throws Exception {
        OptionCondition factory = OptionCondition.FACTORY;
        serve(BOARD.with(new OptionCondition(factory.rdp(), 0xFFE, factory.sprmod(), factory.hardwareWatchdog(),
                factory.borLevel(), factory.stuckMask())));
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000", "-D", file(counting(4096)))).isZero();
        assertThat(said).contains("File downloaded successfully");
        served.close();
        assertThat(board.flashContent().slice(0, 4096).isAll(0xFF)).isTrue();
    }

    @Test
    void a_loader_left_in_error_or_with_small_blocks_is_no_obstacle() throws Exception {
        serve(BOARD.with(new DfuCondition(Begins.ERROR, 0, 1024, false)));
        Bytes image = counting(5120);
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000", "-D", file(image))).isZero();
        assertThat(said).contains("dfuERROR", "Device returned transfer size 1024");
        served.close();
        assertThat(board.flashContent().slice(0, 5120)).isEqualTo(image);
    }

    @Test
    void a_cable_pulled_in_the_middle_is_an_error_and_the_board_takes_the_next_download() throws Exception {
        serve(BOARD.with(new CableUnplugged(40)));
        Bytes image = counting(16 * 1024);
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000", "-D", file(image))).isNotZero();

        served.onWorld(() -> {
            board.reset(true);
            board.cable(true);
            board.world().pass(Duration.ofMillis(1));
            board.reset(false);
        });
        awaitLoader();
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000", "-D", file(image))).isZero();
        served.close();
        assertThat(board.flashContent().slice(0, image.length())).isEqualTo(image);
    }

    private void downAndUp(BoardSettings settings, Bytes image) throws Exception {
        serve(settings);
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000", "-D", file(image))).isZero();
        assertThat(said).contains("File downloaded successfully");
        Path back = folder.resolve("back");
        assertThat(dfuUtil("-a", "0", "-s", "0x08000000:" + image.length(), "-U", back.toString())).isZero();
        assertThat(Bytes.copyOf(Files.readAllBytes(back))).isEqualTo(image);
        served.close();
        assertThat(board.flashContent().slice(0, image.length())).isEqualTo(image);
    }

    private void serve(BoardSettings settings) {
        board = Board.build(settings, new World(1));
        var request = new ServeRequest(Optional.empty(), Map.of("plug", ""), "127.0.0.1", true, Optional.empty(), 1);
        served = OpenBoard.open(board, request, DoorRequest.of(request));
    }

    private static BoardSettings read(String name) throws URISyntaxException {
        return BoardFile.read(Path.of(DfuUtilTest.class.getResource("/fixtures/boards/" + name).toURI()));
    }

    private void awaitLoader() {
        await().atMost(Duration.ofSeconds(20)).until(() -> dfuUtil("-l") == 0 && said.contains("@Device Feature"));
    }

    private int dfuUtil(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("dfu-util"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(served.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private String file(Bytes content) throws IOException {
        return Files.write(Files.createTempFile(folder, "image", ".bin"), content.toArray()).toString();
    }

    private static Bytes counting(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 13 + (i >> 8) * 7 + (i >> 16));
        }
        return Bytes.copyOf(content);
    }
}
