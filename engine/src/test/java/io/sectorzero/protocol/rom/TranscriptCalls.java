package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.ByteLink;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.RomFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Carries out the {@code # call} lines of a transcript with the engine as host, and checks how each is said to end. */
final class TranscriptCalls {

    private static final Duration WORK = Duration.ofSeconds(40);

    private final ByteLink link;
    private final RomSession session;

    TranscriptCalls(ByteLink link, RomSession session) {
        this.link = link;
        this.session = session;
    }

    void carryOut(String call) {
        String[] sides = call.split(" -> ", 2);
        String[] words = sides[0].split(" ");
        if (words[0].equals("half")) {
            link.send(hex(words, 1));
        } else if (words[0].endsWith("synchronise")) {
            var outcome = words[0].equals("synchronise") ? session.synchronise() : session.resynchronise();
            assertThat(outcome.outcome()).as(call).hasToString(sides[1]);
        } else {
            run(call, command(sides[0], words), sides[1]);
        }
    }

    private void run(String call, RomCommand<?> command, String ending) {
        if (ending.startsWith("refused at ")) {
            requireFailure(call, command, TargetRefused.class, Kind.NACK, ending.substring(11));
        } else if (ending.startsWith("silent at ")) {
            requireFailure(call, command, TargetSilent.class, Kind.SILENCE, ending.substring(10));
        } else {
            assertThat(written(session.run(command))).as(call).isEqualTo(ending);
            assertThat(session.lastFailure()).as(call).isEmpty();
        }
    }

    private void requireFailure(String call, RomCommand<?> command, Class<? extends SectorZeroException> type, Kind kind, String stage) {
        assertThatThrownBy(() -> session.run(command)).as(call).isInstanceOf(type);
        assertThat(session.lastFailure()).as(call).contains(
                new RomFailure(command.title(), stage, kind, kind == Kind.NACK ? 0x1F : -1));
    }

    private static String written(Object answer) {
        if (answer instanceof ServedCommands served) {
            return served.versionText() + ": " + served.codes();
        }
        if (answer instanceof Bytes bytes) {
            return bytes.length() == 256 && bytes.isAll(0xFF) ? "256 x FF" : bytes.hex();
        }
        if (answer instanceof Integer id) {
            return "%04X".formatted(id);
        }
        return answer == Nothing.NOTHING ? "done" : answer.toString();
    }

    private static RomCommand<?> command(String call, String[] words) {
        return switch (words[0]) {
            case "Get" -> new Get();
            case "GetVersion" -> new GetVersion();
            case "GetId" -> new GetId();
            case "ReadMemory" -> new ReadMemory(address(words), Integer.parseInt(words[2]));
            case "WriteMemory" -> new WriteMemory(address(words), hex(words, 2), WORK);
            case "ExtendedErase" -> words[1].equals("code")
                    ? ExtendedErase.ofCode(Integer.parseInt(words[2], 16), WORK)
                    : ExtendedErase.ofSectors(numbers(words), WORK);
            case "Go" -> new Go(address(words));
            case "WriteProtect" -> new WriteProtect(numbers(words), WORK);
            case "WriteUnprotect" -> new WriteUnprotect(WORK);
            case "ReadoutProtect" -> new ReadoutProtect(WORK);
            case "ReadoutUnprotect" -> new ReadoutUnprotect(WORK);
            case "frames" -> Frames.parse(call.substring("frames ".length()));
            default -> throw new IllegalArgumentException("no such call: " + call);
        };
    }

    private static Address address(String[] words) {
        return Address.of(Long.parseLong(words[1], 16));
    }

    private static Bytes hex(String[] words, int from) {
        return Bytes.parseHex(Arrays.stream(words).skip(from).collect(Collectors.joining(" ")));
    }

    private static List<Integer> numbers(String[] words) {
        return Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
    }

    /** A conversation that no command of the protocol makes: wrong checksums, unknown codes, frames cut short. */
    private record Frames(Bytes opening, List<Stage> stages) implements RomCommand<Nothing> {

        static Frames parse(String written) {
            List<Bytes> frames = Arrays.stream(written.split("\\|")).map(String::strip).map(Bytes::parseHex).toList();
            var stages = new ArrayList<Stage>();
            for (int i = 1; i < frames.size(); i++) {
                stages.add(Stage.act("frame " + (i + 1), frames.get(i), Duration.ZERO));
            }
            return new Frames(frames.get(0), stages);
        }

        @Override public int code() {
            return opening.at(0);
        }

        @Override public String title() {
            return "Frames";
        }

        @Override public Nothing answer(RomAnswer answer) {
            return Nothing.NOTHING;
        }
    }
}
