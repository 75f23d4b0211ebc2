package io.sectorzero.cli;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Suspect;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The engine advises in its own words; this says which option carries the advice out. Only options that the command
 * has are named, and only for the first suspect.
 */
final class OptionHints {

    private static final String LIFT = "--lift-protection";
    private static final String LOSS = "--consent data-loss";

    private static final Map<String, String> BY_CAUSE = Map.of(
            "C3", LIFT, "U11", LIFT, "C1", LOSS, "U10", LOSS, "C4", LOSS,
            "I1", "--tolerate I1", "I4", "--tolerate I4", "I7", "--tolerate I7");

    private OptionHints() {
    }

    static Diagnosis added(Diagnosis diagnosis, CommandSpec command) {
        String option = diagnosis.suspects().stream().findFirst().map(Suspect::cause).map(BY_CAUSE::get).orElse("");
        boolean has = !option.isEmpty() && command.findOption(option.split(" ")[0]) != null;
        return has ? diagnosis.remedy("the option for it: " + option) : diagnosis;
    }
}
