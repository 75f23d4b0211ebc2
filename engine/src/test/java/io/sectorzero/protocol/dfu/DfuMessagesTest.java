package io.sectorzero.protocol.dfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Address;
import io.sectorzero.protocol.dfu.PaperDfu.Trouble;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a person reads when the bootloader does not do what it is told. */
class DfuMessagesTest {

    private static final DfuCommand<?> ERASE = new EraseSector(new Address(0x0800_4000), Duration.ofMillis(800));

    private final PaperDfu device = new PaperDfu();

    private String story(Class<? extends SectorZeroException> type, DfuCommand<?> command) {
        var session = new DfuSession(device, device.clock, new DfuFunction(0, 0x011A, 0x0B, 2048, new TreeMap<>()));
        return catchThrowableOfType(type, () -> session.run(command)).diagnosis().render();
    }

    @Test
    void a_refusal_says_state_and_status_and_what_the_status_means() {
        device.workStatus = 11;

        assertThat(story(TargetRefused.class, ERASE)).isEqualTo("""
                The bootloader refused Erase of the sector at 0x08004000
                  evidence  DFU_DNLOAD of block 0 with 41 00 40 00 08 was taken
                  evidence  it is in dfuERROR and says errVENDOR: read protection is active
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void a_failed_erase_leaves_the_sector_in_doubt() {
        device.workStatus = 4;

        assertThat(story(TargetRefused.class, ERASE)).endsWith("it is in dfuERROR and says errERASE: memory cannot be erased\n"
                + "  board     UNKNOWN: the last command may or may not have been carried out");
    }

    @Test
    void a_stall_is_told_with_the_status_that_explains_it() {
        device.troubled(Trouble.STALL, 1);

        assertThat(story(TargetRefused.class, new Upload(2, 64))).isEqualTo("""
                The bootloader refused Read Memory of 64 bytes, block 2
                  evidence  DFU_UPLOAD of block 2 in dfuIDLE was answered with STALL
                  evidence  it is in dfuERROR and says errSTALLEDPKT: a request the device does not serve now
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void silence_says_which_request_and_how_long() {
        device.workMillis = 100_000;

        assertThat(story(TargetSilent.class, ERASE)).isEqualTo("""
                The bootloader did not answer Erase of the sector at 0x08004000
                  evidence  DFU_DNLOAD of block 0 with 41 00 40 00 08 was taken
                  evidence  DFU_GETSTATUS was not answered within 6199 ms
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void a_device_that_never_ends_says_how_long_it_was_given() {
        device.workMillis = 100_000;
        device.naksWhileBusy = false;

        assertThat(story(TargetSilent.class, ERASE)).startsWith("""
                The bootloader does not come to an end with Erase of the sector at 0x08004000
                  evidence  DFU_DNLOAD of block 0 with 41 00 40 00 08 was taken
                  evidence  it was still in dfuDNBUSY after 13""");
    }

    @Test
    void a_lost_device_says_during_what() {
        device.troubled(Trouble.LOST, 2);

        assertThat(story(LinkLost.class, ERASE)).isEqualTo("""
                The device is gone
                  evidence  it was lost during Erase of the sector at 0x08004000, at the start
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void an_answer_that_is_no_status_is_shown() {
        device.troubled(Trouble.GARBAGE, 2);

        assertThat(story(TargetRefused.class, ERASE)).isEqualTo("""
                The bootloader's answer to Erase of the sector at 0x08004000 makes no sense
                  evidence  DFU_DNLOAD of block 0 with 41 00 40 00 08 was taken
                  evidence  it answered DFU_GETSTATUS with EE EE EE EE EE EE, which is no status
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void data_that_is_cut_short_says_by_how_much() {
        device.troubled(Trouble.SHORT, 1);

        assertThat(story(TargetRefused.class, new Upload(2, 64))).contains("DFU_UPLOAD of block 2 brought 63 of 64 bytes", "1 bytes are missing");
    }
}
