package io.sectorzero.examination;

import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.failure.WrongDevice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains a failure: collects what can be found out, least intrusive first and only as long as it can change who is
 * suspected most, and names the causes. Evidence comes before recovery, because recovery destroys it. Never fails
 * because an instrument did; it says so instead.
 */
public final class Examiner {

    /** Enough for the longest useful examination; a bound all the same, so that a strange board cannot hold us up. */
    private static final int MOST_MEASUREMENTS = 20;
    private static final int MOST_SUSPECTS = 4;

    private final CauseCatalogue catalogue;
    private final SignatureTable table;

    public Examiner(CauseCatalogue catalogue, SignatureTable table) {
        this.catalogue = catalogue;
        this.table = table;
    }

    /** An examiner with the tables that come with the engine. */
    public static Examiner load() {
        return new Examiner(CauseCatalogue.load(), SignatureTable.load());
    }

    /**
     * The failure's diagnosis with what was found out and tells something as evidence, the suspects ranked anew and the strongest suspect's
     * remedy. What happened and what the board is left like stay as they are. A failure that says nothing about board
     * or link, such as a rejected image, is returned as it was.
     */
    public Diagnosis examine(SectorZeroException failure, List<Observation> known, Instruments instruments) {
        if (!concernsTheBoard(failure)) {
            return failure.diagnosis();
        }
        var seen = new ArrayList<Observation>(known);
        if (failure instanceof LinkLost && known.stream().noneMatch(o -> o.fact() == Fact.PORT_STATE)) {
            seen.add(Fact.PORT_STATE.is("vanished", failure.diagnosis().what()));
        }
        List<String> trouble = measure(seen, instruments);
        return concluded(failure.diagnosis(), seen, trouble);
    }

    /** Adds to what was seen; returns what instruments complained of. */
    private List<String> measure(List<Observation> seen, Instruments instruments) {
        var trouble = new ArrayList<String>();
        var asked = EnumSet.noneOf(Fact.class);
        while (asked.size() < MOST_MEASUREMENTS) {
            Optional<Fact> next = table.worthMeasuring(seen).stream().filter(fact -> !asked.contains(fact)).findFirst();
            if (next.isEmpty()) {
                break;
            }
            asked.add(next.get());
            try {
                instruments.measure(next.get()).ifPresent(seen::add);
            } catch (LinkLost lost) {
                seen.add(Fact.PORT_STATE.is("vanished", lost.diagnosis().what()));
                break;
            } catch (Cancelled stop) {
                trouble.add("the examination was stopped before everything was measured");
                break;
            } catch (SectorZeroException failed) {
                trouble.add("could not find out " + next.get().question() + ": " + failed.diagnosis().what());
            }
        }
        return trouble;
    }

    private Diagnosis concluded(Diagnosis before, List<Observation> seen, List<String> trouble) {
        List<Suspect> suspects = suspects(before, seen);
        List<String> evidence = new Telling(table.signatures(), suspects, seen).evidence(before, trouble);
        return new Diagnosis(before.what(), evidence, suspects, before.board(), remedies(before, suspects, seen));
    }

    /**
     * The ranking first; then what the thrower suspected, unless it was found out that it cannot be. What is merely
     * possible beside something certain would only distract.
     */
    private List<Suspect> suspects(Diagnosis before, List<Observation> seen) {
        List<Suspect> ranked = table.rank(seen);
        var names = new LinkedHashSet<String>();
        List<Suspect> suspects = Stream.of(Confidence.values())
                .flatMap(level -> Stream.concat(ranked.stream(),
                                thrown(before, seen))
                        .filter(suspect -> suspect.confidence() == level))
                .filter(suspect -> names.add(suspect.cause()))
                .limit(MOST_SUSPECTS)
                .toList();
        boolean certain = suspects.stream().anyMatch(suspect -> suspect.confidence() == Confidence.CERTAIN);
        return suspects.stream().filter(s -> !certain || s.confidence() != Confidence.POSSIBLE).toList();
    }

    private Stream<Suspect> thrown(Diagnosis before, List<Observation> seen) {
        return before.suspects().stream().filter(suspect -> !table.excludes(suspect.cause(), seen))
                .map(suspect -> catalogue.find(suspect.cause()).map(c -> c.suspect(suspect.confidence())).orElse(suspect));
    }

    private List<String> remedies(Diagnosis before, List<Suspect> suspects, List<Observation> seen) {
        Set<String> remedies = new LinkedHashSet<>(before.remedies());
        suspects.stream().limit(1).flatMap(suspect -> catalogue.find(suspect.cause()).stream())
                .map(Cause::remedy).forEach(remedies::add);
        if (suspects.size() > 1 && suspects.get(0).confidence() != Confidence.CERTAIN) {
            table.separating(seen).ifPresent(fact -> remedies.add("to narrow it down, find out " + fact.question()));
        }
        return List.copyOf(remedies);
    }

    private static boolean concernsTheBoard(SectorZeroException failure) {
        return Stream.of(LinkUnavailable.class, LinkLost.class, TargetSilent.class, TargetRefused.class,
                WrongDevice.class, Protected.class, VerifyMismatch.class).anyMatch(type -> type.isInstance(failure));
    }
}
