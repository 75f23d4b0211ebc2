package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.usb.PluggedDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every request in every state. USB DFU Rev 1.1 §A.2 with what AN3156 Rev 18 [P] changes: work begins with GETSTATUS, a
 * download of length zero leaves from dfuIDLE too, and nothing is acknowledged while the loader works.
 */
class DfuStateTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();

    /** Each cell: the answer ("stall", "ok", or bytes), a slash, and the status and state that GETSTATUS tells after it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # state       | DETACH        | DNLOAD 1 byte | DNLOAD empty  | UPLOAD 64     | UPLOAD short      | GETSTATUS                | CLRSTATUS     | GETSTATE   | ABORT
            IDLE          | stall / 0F 0A | ok / 00 04    | ok / 00 07    | FF.. / 00 09  | 00214192 / 00 02  | 000000000200 / 00 02     | stall / 0F 0A | 02 / 00 02 | ok / 00 02
            DNLOAD_SYNC   | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A     | 006800000400 / 00 05     | stall / 0F 0A | 03 / 00 04 | stall / 0F 0A
            DNBUSY        | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A     | 000000000500 / 00 05     | stall / 0F 0A | 03 / 00 05 | stall / 0F 0A
            DNLOAD_IDLE   | stall / 0F 0A | ok / 00 04    | ok / 00 07    | stall / 0F 0A | stall / 0F 0A     | 000000000500 / 00 05     | stall / 0F 0A | 05 / 00 05 | ok / 00 02
            MANIFEST_SYNC | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A     | 000000000700 / gone      | stall / 0F 0A | 06 / 00 07 | stall / 0F 0A
            UPLOAD_IDLE   | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | FF.. / 00 09  | 00214192 / 00 02  | 000000000900 / 00 09     | stall / 0F 0A | 09 / 00 09 | ok / 00 02
            ERROR         | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A | stall / 0F 0A     | 0F0000000A00 / 0F 0A     | ok / 00 02    | 0A / 0F 0A | stall / 0F 0A
            """)
    void every_request_is_taken_or_stalled_as_the_state_says(String state, String detach, String download, String empty,
                                                             String upload, String shortUpload, String status, String clear,
                                                             String getState, String abort) {
        assertThat(outcome(state, host -> host.out(0))).as("DETACH").isEqualTo(detach);
        assertThat(outcome(state, host -> host.download(2, Bytes.of(1)))).as("DNLOAD").isEqualTo(download);
        assertThat(outcome(state, host -> host.download(0, Bytes.NONE))).as("DNLOAD empty").isEqualTo(empty);
        assertThat(outcome(state, host -> host.upload(2, 64))).as("UPLOAD").isEqualTo(upload);
        assertThat(outcome(state, host -> host.upload(0, 64))).as("UPLOAD short").isEqualTo(shortUpload);
        assertThat(outcome(state, host -> host.in(3, 0, 6))).as("GETSTATUS").isEqualTo(status);
        assertThat(outcome(state, host -> host.out(4))).as("CLRSTATUS").isEqualTo(clear);
        assertThat(outcome(state, host -> host.in(5, 0, 1))).as("GETSTATE").isEqualTo(getState);
        assertThat(outcome(state, host -> host.out(6))).as("ABORT").isEqualTo(abort);
    }

    @Test
    void what_is_no_request_of_the_class_is_stalled_and_changes_nothing() {
        for (String state : new String[] {"IDLE", "DNLOAD_SYNC", "DNLOAD_IDLE", "UPLOAD_IDLE", "ERROR"}) {
            DfuHost host = in(state);
            int before = host.state();
            for (int request = 0; request < 0x100; request++) {
                for (int type : new int[] {0x21, 0xA1, 0x40, 0xC0, 0x41}) {
                    boolean known = DfuRequest.of(type, request) != null;
                    if (!known) {
                        assertThat(host.link().control(new SetupPacket(type, request, 0, 0, 0), Bytes.NONE, host.patience())
                                .ending()).as("%02X %02X", type, request).isEqualTo(UsbTransfer.Ending.STALLED);
                    }
                }
            }
            assertThat(host.link().control(new SetupPacket(0xA1, 3, 0, 1, 6), Bytes.NONE, host.patience()).ending())
                    .as("another interface").isEqualTo(UsbTransfer.Ending.STALLED);
            assertThat(host.state()).isEqualTo(before);
        }
    }

    @Test
    void a_block_larger_than_announced_is_stalled_and_so_is_block_1() {
        DfuHost host = DfuHost.with(HEALTHY);
        assertThat(host.download(2, Bytes.repeat(0, 2049)).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        assertThat(host.status()).isEqualTo("0F 0A");
        host.out(4);
        assertThat(host.download(1, Bytes.repeat(0, 4)).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        host.out(4);
        assertThat(host.upload(2, 2049).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        host.out(4);
        assertThat(host.upload(1, 64).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        host.out(4);
        assertThat(host.status()).isEqualTo("00 02");
    }

    @Test
    void a_bus_reset_brings_the_protocol_back_to_its_start() {
        DfuHost host = in("ERROR");
        host.board().usb().present().stream().filter(device -> DfuHost.LOADER.products().contains(device.description().product()))
                .forEach(PluggedDevice::reset);
        assertThat(host.status()).isEqualTo("00 02");
    }

    @Test
    void a_request_given_up_while_the_loader_works_leaves_the_next_one_its_turn() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.download(0, DfuHost.command(0x41, 0x0806_0000));
        host.status();
        UsbTransfer impatient = host.link().control(new SetupPacket(0xA1, 3, 0, 0, 6), Bytes.NONE,
                io.sectorzero.time.Deadline.in(java.time.Duration.ofMillis(50), host.bench().time()));

        assertThat(impatient.ending()).isEqualTo(UsbTransfer.Ending.TIMED_OUT);
        assertThat(host.status()).isEqualTo("00 05");
    }

    private interface Asking {
        UsbTransfer ask(DfuHost host);
    }

    private static String outcome(String state, Asking asking) {
        DfuHost host = in(state);
        UsbTransfer transfer = asking.ask(host);
        String answer = switch (transfer.ending()) {
            case STALLED -> "stall";
            case TIMED_OUT -> "silence";
            case DONE -> transfer.data().isEmpty() ? "ok"
                    : transfer.data().length() > 8 && transfer.data().isAll(0xFF) ? "FF.." : transfer.data().hex().replace(" ", "");
        };
        String after;
        try {
            after = host.status();
        } catch (io.sectorzero.failure.LinkLost gone) {
            after = "gone";
        }
        return answer + " / " + after;
    }

    private static DfuHost in(String state) {
        DfuHost host = DfuHost.with(HEALTHY);
        switch (state) {
            case "DNLOAD_SYNC" -> host.download(0, DfuHost.command(0x21, 0x0800_0000));
            case "DNBUSY" -> {
                host.download(0, DfuHost.command(0x41, 0x0800_0000));
                host.status();
            }
            case "DNLOAD_IDLE" -> host.setAddress(0x0800_0000);
            case "MANIFEST_SYNC" -> host.download(0, Bytes.NONE);
            case "UPLOAD_IDLE" -> host.upload(2, 64);
            case "ERROR" -> host.out(0);
            default -> assertThat(state).isEqualTo("IDLE");
        }
        return host;
    }
}
