package io.sectorzero.protocol.dfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuFailure.Kind;
import io.sectorzero.protocol.dfu.PaperDfu.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The one loop that speaks DFU: which transfers a command is, and what becomes of it when any one of them goes wrong. Judged by
 * a {@link PaperDfu}.
 */
class DfuSessionTest {

    private static final Address FLASH = new Address(0x0800_0000);
    private static final Bytes WORD = Bytes.of(0xDE, 0xAD, 0xBE, 0xEF);
    private static final Duration WORK = Duration.ofSeconds(4);
    private static final DfuFunction FUNCTION = new DfuFunction(0, 0x011A, 0x0B, 2048, new TreeMap<>(Map.of(
            0, "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg")));

    private static final List<DfuCommand.Acting> ACTING = List.of(new SetAddress(FLASH), new EraseSector(FLASH, WORK), new MassErase(WORK),
            new Download(2, WORD, WORK), new ReadUnprotect(WORK), new WriteOptions(Bytes.repeat(0xAA, 16), WORK));
    private static final List<DfuCommand<?>> ALL = List.of(new GetCommands(), new Upload(2, 64), new SetAddress(FLASH), new EraseSector(FLASH, WORK),
            new MassErase(WORK), new Download(2, WORD, WORK), new ReadUnprotect(WORK), new WriteOptions(Bytes.repeat(0xAA, 16), WORK));

    private final PaperDfu device = new PaperDfu();
    private final DfuSession session = new DfuSession(device, device.clock, FUNCTION);

    private static DfuSession on(PaperDfu device) {
        return new DfuSession(device, device.clock, FUNCTION);
    }

    @Test
    void a_write_is_one_download_and_two_requests_for_the_status() {
        session.settle(WORK);
        device.said.clear();

        session.run(new Download(2, WORD, WORK));

        assertThat(device.said).containsExactly("21 01 02 00 00 00 04 00 | DE AD BE EF", "A1 03 00 00 00 00 06 00", "A1 03 00 00 00 00 06 00");
    }

    @Test
    void commands_are_spelled_as_the_document_spells_them() {
        for (var command : ACTING) {
            var fresh = new PaperDfu();
            fresh.departs = command.departs();
            on(fresh).run(command);
            assertThat(fresh.said).as(command.title()).startsWith("A1 05 00 00 00 00 01 00");
            assertThat(fresh.said.get(1)).as(command.title()).isEqualTo(switch (command.title()) {
                case "Set Address Pointer" -> "21 01 00 00 00 00 05 00 | 21 00 00 00 08";
                case "Erase" -> "21 01 00 00 00 00 05 00 | 41 00 00 00 08";
                case "Mass Erase" -> "21 01 00 00 00 00 01 00 | 41";
                case "Read Unprotect" -> "21 01 00 00 00 00 01 00 | 92";
                case "Write Memory" -> command.departs() ? "21 01 02 00 00 00 10 00 | " + Bytes.repeat(0xAA, 16)
                        : "21 01 02 00 00 00 04 00 | DE AD BE EF";
                default -> "unknown";
            });
        }
    }

    @Test
    void blocks_that_follow_each_other_are_read_without_anything_between() {
        device.blocks.put(2, WORD);
        device.blocks.put(3, Bytes.of(1, 2, 3, 4));
        session.settle(WORK);
        device.said.clear();

        assertThat(session.run(new Upload(2, 4)).then(session.run(new Upload(3, 4)))).isEqualTo(WORD.then(Bytes.of(1, 2, 3, 4)));

        assertThat(device.said).containsExactly("A1 02 02 00 00 00 04 00", "A1 02 03 00 00 00 04 00");
    }

    @Test
    void between_reading_and_writing_the_transfer_is_aborted() {
        session.run(new Upload(2, 4));
        device.said.clear();

        session.run(new Download(2, WORD, WORK));
        session.run(new Upload(2, 4));

        assertThat(device.said).containsExactly("21 06 00 00 00 00 00 00", "21 01 02 00 00 00 04 00 | DE AD BE EF", "A1 03 00 00 00 00 06 00",
                "A1 03 00 00 00 00 06 00", "21 06 00 00 00 00 00 00", "A1 02 02 00 00 00 04 00");
    }

    @Test
    void get_tells_the_codes_and_asks_afterwards_where_the_short_answer_left_the_device() {
        assertThat(session.run(new GetCommands())).isEqualTo(Bytes.of(0x00, 0x21, 0x41, 0x92));

        assertThat(device.said).containsExactly("A1 05 00 00 00 00 01 00", "A1 02 00 00 00 00 08 00", "A1 05 00 00 00 00 01 00");
    }

    /** From every state there is: brought to idle without setting anything going, or refused where only a reset helps. */
    @ParameterizedTest
    @CsvSource({"0, stuck", "1, stuck", "2, ''", "3, 6", "4, 3 6", "5, 6", "6, 6", "7, stuck", "8, stuck", "9, 6", "10, 4"})
    void a_device_is_settled_from_every_state(int found, String requests) {
        device.state = found;
        device.status = found == 10 ? 3 : 0;

        if (requests.equals("stuck")) {
            var refused = catchThrowableOfType(TargetRefused.class, () -> session.settle(WORK));
            assertThat(refused.diagnosis().evidence()).containsExactly("it is in %s, which only a reset ends".formatted(DfuState.values()[found]));
            assertThat(device.said).hasSize(1);
            return;
        }
        assertThat(session.settle(WORK)).isEqualTo(DfuState.values()[found]);
        assertThat(device.state).isEqualTo(2);
        assertThat(device.worked).isZero();
        assertThat(String.join(" ", device.said.stream().skip(1).map(line -> line.substring(4, 5)).toList())).isEqualTo(requests);
    }

    @Test
    void every_refused_command_leaves_the_device_idle_and_says_what_it_said() {
        for (var command : ACTING) {
            for (int code = 1; code <= 15; code++) {
                var refusing = new PaperDfu();
                refusing.workStatus = code;
                var session = on(refusing);
                int number = code;

                var refused = catchThrowableOfType(TargetRefused.class, () -> session.run(command));

                assertThat(refused.diagnosis().evidence()).last().asString().startsWith("it is in dfuERROR and says err");
                assertThat(session.lastFailure()).contains(new DfuFailure(command.title(), "completion", Kind.REFUSED, DfuStatus.of(number)));
                assertThat(refusing.state).isEqualTo(2);
                boolean undone = List.of(1, 8, 11, 15).contains(code);
                assertThat(refused.diagnosis().board()).isEqualTo(command.changesMemory() && !undone ? BoardState.UNKNOWN : BoardState.UNTOUCHED);
                assertThat(session.run(new GetCommands()).length()).isEqualTo(4);
            }
        }
    }

    /** Every command, every transfer of it, everything that can go wrong with a transfer. */
    @Test
    void whatever_goes_wrong_at_any_transfer_is_told_as_what_it_is_and_work_is_never_begun_twice() {
        for (DfuCommand<?> command : ALL) {
            int transfers = undisturbed(command);
            for (Trouble trouble : Trouble.values()) {
                for (int at = 0; at < transfers; at++) {
                    disturbed(command, trouble, at);
                }
            }
        }
    }

    private static int undisturbed(DfuCommand<?> command) {
        var device = new PaperDfu();
        device.departs = command instanceof DfuCommand.Acting acting && acting.departs();
        on(device).run(command);
        return device.transfers();
    }

    private static void disturbed(DfuCommand<?> command, Trouble trouble, int at) {
        String what = "%s, %s at transfer %d".formatted(command.story(), trouble, at);
        boolean departs = command instanceof DfuCommand.Acting acting && acting.departs();
        var device = new PaperDfu().troubled(trouble, at);
        device.departs = departs;
        var session = on(device);
        try {
            session.run(command);
            assertThat(isHarmless(command, trouble, at) || departs && (trouble == Trouble.LOST && at == 2 || at == 3)).as(what).isTrue();
            assertThat(departs && at == 3 && trouble == Trouble.TIMEOUT).as(what).isFalse();
        } catch (LinkLost lost) {
            assertThat(trouble).as(what).isIn(Trouble.LOST);
            assertThat(lost.diagnosis().evidence()).as(what).last().asString().startsWith("it was lost during " + command.story());
            assertThat(session.lastFailure()).as(what).isEmpty();
        } catch (TargetSilent silent) {
            assertThat(trouble).as(what).isEqualTo(Trouble.TIMEOUT);
            assertThat(session.lastFailure().orElseThrow().kind()).as(what).isEqualTo(Kind.SILENCE);
        } catch (TargetRefused refused) {
            assertThat(trouble).as(what).isIn(Trouble.STALL, Trouble.SHORT, Trouble.GARBAGE);
            assertThat(session.lastFailure().orElseThrow().kind()).as(what)
                    .isIn(trouble == Trouble.STALL ? List.of(Kind.REFUSED, Kind.UNEXPECTED) : List.of(Kind.UNEXPECTED));
        }
        assertThat(device.worked).as(what).isLessThanOrEqualTo(1);
        assertThat(device.said.stream().filter(line -> line.startsWith("21 01")).count()).as(what).isLessThanOrEqualTo(1);
    }

    /** A transfer without an answer cannot be cut short, data cannot be told from garbage, and a list of codes may be short. */
    private static boolean isHarmless(DfuCommand<?> command, Trouble trouble, int at) {
        boolean damaged = trouble == Trouble.SHORT || trouble == Trouble.GARBAGE;
        boolean download = command instanceof DfuCommand.Acting && at == 1;
        boolean data = command instanceof DfuCommand.Reading && at == 1 && (trouble == Trouble.GARBAGE || command instanceof GetCommands);
        return damaged && (download || data);
    }

    @ParameterizedTest
    @CsvSource({"STALL", "TIMEOUT", "SHORT", "GARBAGE"})
    void after_any_trouble_the_next_command_finds_its_way(Trouble trouble) {
        for (int at = 0; at < 4; at++) {
            var device = new PaperDfu().troubled(trouble, at);
            var session = on(device);
            try {
                session.run(new Download(2, WORD, WORK));
            } catch (SectorZeroException expected) {
                assertThat(expected.diagnosis().what()).isNotEmpty();
            }

            assertThat(session.run(new Upload(3, 4))).as("%s at %d", trouble, at).isEqualTo(Bytes.repeat(0xFF, 4));
        }
    }

    @Test
    void the_announced_time_is_waited_for() {
        device.pollMillis = 3000;
        device.workMillis = 2900;

        session.run(new EraseSector(FLASH, WORK));

        assertThat(device.said).hasSize(4);
        assertThat(session.pollTimes()).containsExactly(PollTime.KEPT);
        assertThat(device.clock.nanos()).isBetween(3_000_000_000L, 3_100_000_000L);
    }

    @Test
    void a_device_that_asks_for_hours_gets_what_the_work_may_take() {
        device.pollMillis = 0xFFFFFF;

        session.run(new EraseSector(FLASH, WORK));

        assertThat(device.clock.nanos()).isLessThan(Duration.ofSeconds(5).toNanos());
        assertThat(session.pollTimes()).contains(PollTime.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100"})
    void a_device_that_is_busy_longer_than_it_said_is_asked_again_until_it_is_done(int announced) {
        device.pollMillis = announced;
        device.workMillis = 3900;
        device.naksWhileBusy = false;

        session.run(new EraseSector(FLASH, WORK));

        assertThat(session.pollTimes()).contains(PollTime.TOO_SHORT);
        assertThat(device.worked).isEqualTo(1);
    }

    @Test
    void a_device_that_stays_busy_for_ever_is_given_up_when_the_work_must_be_over() {
        device.pollMillis = 0;
        device.workMillis = 1_000_000;
        device.naksWhileBusy = false;

        var silent = catchThrowableOfType(TargetSilent.class, () -> session.run(new EraseSector(FLASH, WORK)));

        assertThat(silent.diagnosis().board()).isEqualTo(BoardState.UNKNOWN);
        assertThat(device.clock.nanos()).isLessThan(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void a_device_that_says_nothing_while_busy_is_given_up_soon_after_the_work_must_be_over() {
        device.workMillis = 1_000_000;

        assertThatThrownBy(() -> session.run(new EraseSector(FLASH, WORK))).isInstanceOf(TargetSilent.class);

        assertThat(device.clock.nanos()).isLessThan(WORK.plus(DfuSession.ALLOWANCE).plus(DfuDescriptors.REPLY).toNanos() + 50_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"LOST, true", "STALL, true", "TIMEOUT, true", "GARBAGE, true", "'', false"})
    void leaving_is_done_however_the_device_goes(String how, boolean dropped) {
        if (!how.isEmpty()) {
            device.troubled(Trouble.valueOf(how), 5);
        }
        session.run(new SetAddress(FLASH));

        session.run(new Leave());

        assertThat(session.droppedLast()).isEqualTo(dropped);
        assertThat(session.lastFailure()).isEmpty();
    }

    @Test
    void leaving_that_is_refused_is_no_departure() {
        assertThatThrownBy(() -> session.run(new Leave())).isInstanceOf(TargetRefused.class);

        assertThat(session.lastFailure()).contains(new DfuFailure("Leave DFU", "request", Kind.REFUSED, Optional.of(DfuStatus.STALLED_PACKET)));
    }

    @Test
    void a_block_longer_than_the_device_takes_is_not_asked_for() {
        var small = new DfuSession(device, device.clock, new DfuFunction(0, 0x011A, 0x0B, 64, new TreeMap<>()));

        assertThat(small.run(new GetCommands()).length()).isEqualTo(4);
        assertThatThrownBy(() -> small.run(new Upload(2, 128))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> small.run(new Download(2, Bytes.repeat(0, 65), WORK))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_memory_the_device_does_not_have_is_refused_and_one_it_has_is_selected_when_idle() {
        session.run(new SetAddress(FLASH));

        session.select(3);
        assertThat(device.alternate).isEqualTo(3);
        assertThat(device.state).isEqualTo(2);

        assertThatThrownBy(() -> session.select(4)).isInstanceOf(TargetRefused.class);
    }
}
