package io.sectorzero.cli;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last thing a command says, in words or as one JSON object of the schema {@code sectorzero/1}, which
 * engine/README.md documents. With {@code --json} nothing else is ever printed, on success as on failure.
 */
record Reply(Screen screen, String command, boolean asJson) {

    static final String SCHEMA = "sectorzero/1";

    int answer(Answer answer) {
        if (asJson) {
            json(ExitCode.DONE, answer::fields);
        } else {
            answer.say(screen.out());
            screen.out().stream().flush();
        }
        return heard(ExitCode.DONE);
    }

    // A script that keeps our answer in a file must learn that the file is not whole.
    private int heard(ExitCode code) {
        Optional<String> loss = screen.out().loss().get();
        loss.ifPresent(why -> screen.err().line("What was asked for is done, but the answer could not be written: " + why));
        return (loss.isPresent() ? ExitCode.OUTPUT_FAILED : code).number();
    }

    /** @param known fields that tell how far things had come */
    int failure(SectorZeroException failure, Consumer<JsonObject> known) {
        ExitCode code = ExitCode.of(failure);
        if (asJson) {
            json(code, object -> {
                diagnosis(object, failure.diagnosis());
                known.accept(object);
            });
        } else {
            DiagnosisText.say(screen.err(), failure.diagnosis());
        }
        return code.number();
    }

    /** @param hint where to read more */
    int usage(String complaint, String hint) {
        if (asJson) {
            json(ExitCode.USAGE, object -> diagnosis(object, Diagnosis.of(complaint).remedy(hint)));
        } else {
            screen.err().line(screen.err().ink(Ink.RED, complaint));
            screen.err().line(hint);
        }
        return ExitCode.USAGE.number();
    }

    int ownFault(Throwable fault) {
        String note = CrashNote.write(command, fault);
        if (asJson) {
            json(ExitCode.OWN_FAULT, object -> diagnosis(object, Diagnosis.of(CrashNote.headline(fault)).remedy(note)));
        } else {
            screen.err().line(screen.err().ink(Ink.RED, CrashNote.headline(fault)));
            screen.err().line(note);
        }
        return ExitCode.OWN_FAULT.number();
    }

    private void json(ExitCode code, Consumer<JsonObject> rest) {
        screen.out().stream().print(JsonObject.text(object -> {
            object.field("schema", SCHEMA).field("command", command)
                    .field("outcome", code.word()).field("exit", code.number());
            rest.accept(object);
        }));
        screen.out().stream().flush();
    }

    private static void diagnosis(JsonObject json, Diagnosis diagnosis) {
        json.object("diagnosis", object -> object
                .field("what", diagnosis.what())
                .texts("evidence", diagnosis.evidence())
                .objects("suspects", diagnosis.suspects(), (suspect, each) -> each
                        .field("cause", suspect.cause()).field("title", suspect.title())
                        .field("confidence", suspect.confidence().toString()))
                .field("board", diagnosis.board().name())
                .texts("remedies", diagnosis.remedies()));
    }
}
