package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.replay.ReplayByteLink;
import io.sectorzero.replay.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer with every single byte damaged in every way, or missing. Nothing secures the bytes of an answer but the
 * parity of each, so a damaged value that could be true is believed; everything else must fail, and soon.
 */
class DamagedAnswersTest {

    private static final Duration WORK = Duration.ofSeconds(2);
    private static final Address AT = new Address(0x0800_0000);

    /**
     * @param exchange what goes over the wire, lines of a transcript with one byte of the chip each
     * @param values   which bytes of the chip carry a value that only the chip can know
     */
    record Case(String name, RomCommand<?> command, List<String> exchange, Set<Integer> values) {

        Case(RomCommand<?> command, Set<Integer> values, String... exchange) {
            this(command.title(), command, List.of(exchange), values);
        }

        @Override public String toString() {
            return name;
        }

        int chipBytes() {
            return (int) exchange.stream().filter(line -> line.startsWith("<")).count();
        }

        /** The exchange with one byte of the chip replaced; an empty replacement takes it away. */
        List<String> with(int position, String replacement) {
            var damaged = new ArrayList<String>();
            int seen = 0;
            for (String line : exchange) {
                boolean hit = line.startsWith("<") && seen++ == position;
                damaged.add(hit ? "<  " + replacement : line);
            }
            return damaged;
        }

        int value(int position) {
            return Integer.parseInt(exchange.stream().filter(line -> line.startsWith("<")).toList().get(position).substring(3), 16);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Get(), Set.of(2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), "> 00 FF", "<  79", "<  0B", "<  31", "<  00", "<  01",
                        "<  02", "<  11", "<  21", "<  31", "<  44", "<  63", "<  73", "<  82", "<  92", "<  79"),
                new Case(new GetVersion(), Set.of(1), "> 01 FE", "<  79", "<  31", "<  00", "<  00", "<  79"),
                new Case(new GetId(), Set.of(2, 3), "> 02 FD", "<  79", "<  01", "<  04", "<  41", "<  79"),
                new Case(new ReadMemory(AT, 4), Set.of(3, 4, 5, 6), "> 11 EE", "<  79", "> 08 00 00 00 08", "<  79", "> 03 FC", "<  79",
                        "<  DE", "<  AD", "<  BE", "<  EF"),
                new Case(new WriteMemory(AT, Bytes.of(0xDE, 0xAD, 0xBE, 0xEF), WORK), Set.of(), "> 31 CE", "<  79",
                        "> 08 00 00 00 08", "<  79", "> 03 DE AD BE EF 21", "<  79"),
                new Case(ExtendedErase.ofSectors(List.of(3, 4), WORK), Set.of(), "> 44 BB", "<  79", "> 00 01 00 03 00 04 06", "<  79"),
                new Case(new Go(AT), Set.of(), "> 21 DE", "<  79", "> 08 00 00 00 08", "<  79"),
                new Case(new WriteProtect(List.of(0), WORK), Set.of(), "> 63 9C", "<  79", "> 00 00 00", "<  79"),
                new Case(new WriteUnprotect(WORK), Set.of(), "> 73 8C", "<  79", "<  79"),
                new Case(new ReadoutProtect(WORK), Set.of(), "> 82 7D", "<  79", "<  79"),
                new Case(new ReadoutUnprotect(WORK), Set.of(), "> 92 6D", "<  79", "<  79"));
    }

    @ParameterizedTest @MethodSource("cases")
    void a_wrong_byte_fails_cleanly_unless_it_could_be_true(Case tried) {
        Object truth = run(tried, tried.exchange());
        for (int position = 0; position < tried.chipBytes(); position++) {
            for (int value = 0; value < 256; value++) {
                if (value != tried.value(position)) {
                    Object answer = run(tried, tried.with(position, "%02X".formatted(value)));
                    if (answer != null) {
                        assertThat(tried.values()).as("byte %d as %02X was believed", position, value).contains(position);
                        assertThat(answer).as("byte %d as %02X", position, value).isNotEqualTo(truth);
                    }
                }
            }
        }
    }

    @ParameterizedTest @MethodSource("cases")
    void a_missing_byte_fails_cleanly(Case tried) {
        for (int position = 0; position < tried.chipBytes(); position++) {
            assertThat(run(tried, tried.with(position, ""))).as("without byte %d", position).isNull();
        }
    }

    /** The answer, or null after a failure of a type that has an explanation and a structured account of itself. */
    private static Object run(Case tried, List<String> exchange) {
        var link = new ReplayByteLink(Transcript.parse(tried.name() + " " + Arrays.toString(exchange.toArray()), exchange));
        var session = new RomSession(link, link.time());
        session.configure(LineSettings.even(115200));
        try {
            return session.run(tried.command());
        } catch (TargetRefused | TargetSilent failed) {
            assertThat(session.lastFailure()).isPresent();
            assertThat(failed.diagnosis().evidence()).isNotEmpty();
            return null;
        } catch (RuntimeException other) {
            return fail("%s with %s".formatted(tried, exchange), other);
        } finally {
            assertThat(link.time().nanos()).as("patience").isLessThan(Duration.ofSeconds(5).toNanos());
        }
    }
}
