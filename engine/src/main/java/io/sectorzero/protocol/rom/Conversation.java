package io.sectorzero.protocol.rom;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.RomFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One command under way: how far it has come, and the story to tell when it goes no further. Costs nothing while all
 * goes well; the words are made when they are needed.
 */
final class Conversation {

    private static final String COMMAND = "command";

    private final RomCommand<?> command;
    private final List<Stage> stages;
    private int reached = -1;
    private boolean answering;
    private RomFailure failure;

    Conversation(RomCommand<?> command) {
        this.command = command;
        this.stages = command.stages();
    }

    List<Stage> stages() {
        return stages;
    }

    void reaches(int stage) {
        reached = stage;
    }

    void answers() {
        answering = true;
    }

    Optional<RomFailure> failure() {
        return Optional.ofNullable(failure);
    }

    TargetRefused refused() {
        note(Kind.NACK, RomSession.NACK);
        return new TargetRefused(soFar("The bootloader refused %s".formatted(command.story()))
                .because("%s, answered 1F, a NACK", sentLast())
                // A refused code was not acted on. Later stages are refused for a wrong checksum, but also when the
                // work itself went wrong, and the byte is the same.
                .leaves(reached < 0 ? BoardState.UNTOUCHED : board()));
    }

    TargetSilent silent(Duration waited) {
        note(Kind.SILENCE, Inbox.SILENCE);
        return new TargetSilent(soFar("The bootloader did not answer %s".formatted(command.story()))
                .because("%s, nothing came back within %s", sentLast(), milliseconds(waited))
                .leaves(board()));
    }

    TargetRefused unexpected(int value) {
        note(Kind.UNEXPECTED, value);
        return new TargetRefused(soFar("The bootloader's answer to %s makes no sense".formatted(command.story()))
                .because("%s, answered %02X where 79 (ACK) or 1F (NACK) belongs", sentLast(), value)
                .leaves(board()));
    }

    TargetSilent cutShort(Bytes seen, int wanted, Duration waited) {
        note(Kind.SILENCE, Inbox.SILENCE);
        return new TargetSilent(soFar("The bootloader's answer to %s is cut short".formatted(command.story()))
                .because("%s, answered 79, an ACK", sentLast())
                .because("then %d bytes of at least %d came within %s: %s", seen.length(), wanted, milliseconds(waited),
                        seen.isEmpty() ? "none" : seen)
                .leaves(board()));
    }

    TargetRefused malformed(Bytes seen, int value, String why) {
        note(Kind.UNEXPECTED, value);
        return new TargetRefused(soFar("The bootloader's answer to %s makes no sense".formatted(command.story()))
                .because("%s, answered 79, an ACK", sentLast())
                .because("then came %s", seen)
                .because("%s", why)
                .leaves(board()));
    }

    LinkLost lost(LinkLost lost) {
        return lost.with(lost.diagnosis()
                .because("it was lost during %s, at the %s", command.story(), stage())
                .leaves(board()));
    }

    private void note(Kind kind, int byteSeen) {
        failure = new RomFailure(command.title(), stage(), kind, byteSeen);
    }

    private String stage() {
        return answering ? "answer" : reached < 0 ? COMMAND : stages.get(reached).what();
    }

    private BoardState board() {
        boolean committed = command.actsAtOnce() || stages.stream().limit(reached + 1L).anyMatch(Stage::commits);
        return committed ? BoardState.UNKNOWN : BoardState.UNTOUCHED;
    }

    /** A diagnosis whose evidence is everything that was sent and acknowledged before the last turn. */
    private Diagnosis soFar(String what) {
        var diagnosis = Diagnosis.of(what);
        for (int turn = -1; turn < reached; turn++) {
            diagnosis = diagnosis.because("%s, answered 79, an ACK", sent(turn));
        }
        return diagnosis;
    }

    private String sentLast() {
        return sent(reached);
    }

    private String sent(int turn) {
        if (turn < 0) {
            return "sent %s (%s)".formatted(command.opening(), COMMAND);
        }
        Stage stage = stages.get(turn);
        return stage.bytes().isEmpty()
                ? "waited for the second answer (%s)".formatted(stage.what())
                : "sent %s (%s)".formatted(stage.bytes(), stage.what());
    }

    private static String milliseconds(Duration waited) {
        return "%d ms".formatted((waited.toNanos() + 999_999) / 1_000_000);
    }
}
