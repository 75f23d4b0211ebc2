package io.sectorzero.failure;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened, for the person at the bench: the finding, its evidence, the suspected causes with the strongest first,
 * what the board is left like, and what to do. Immutable; each step returns a fuller one.
 */
public record Diagnosis(String what, List<String> evidence, List<Suspect> suspects, BoardState board, List<String> remedies) {

    public Diagnosis {
        evidence = List.copyOf(evidence);
        suspects = List.copyOf(suspects);
        remedies = List.copyOf(remedies);
    }

    /** Starts one. The board is {@link BoardState#UNTOUCHED} until somebody says otherwise. */
    public static Diagnosis of(String what, Object... arguments) {
        return new Diagnosis(text(what, arguments), List.of(), List.of(), BoardState.UNTOUCHED, List.of());
    }

    public Diagnosis because(String finding, Object... arguments) {
        return new Diagnosis(what, with(evidence, text(finding, arguments)), suspects, board, remedies);
    }

    public Diagnosis suspect(Suspect suspect) {
        return new Diagnosis(what, evidence, with(suspects, suspect), board, remedies);
    }

    public Diagnosis leaves(BoardState state) {
        return new Diagnosis(what, evidence, suspects, state, remedies);
    }

    public Diagnosis remedy(String advice, Object... arguments) {
        return new Diagnosis(what, evidence, suspects, board, with(remedies, text(advice, arguments)));
    }

    /** The whole story, one labelled line each; this is what a user reads. */
    public String render() {
        var lines = new ArrayList<String>();
        lines.add(what);
        evidence.forEach(line -> lines.add("  evidence  " + line));
        suspects.forEach(suspect -> lines.add("  suspect   " + suspect));
        lines.add("  board     " + board + ": " + board.sentence());
        remedies.forEach(line -> lines.add("  remedy    " + line));
        return String.join("\n", lines);
    }

    // Texts come from data too (file names, remedies); a percent sign in one of them is no format.
    private static String text(String format, Object... arguments) {
        return arguments.length == 0 ? format : format.formatted(arguments);
    }

    private static <T> List<T> with(List<T> list, T more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
