package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read back beside what should be there: how they differ, and what that says. On this flash programming only
 * clears bits and never complains about cells that were not blank, so writing without an erase leaves old AND new.
 * RM0090 Rev 21 §3.6.4 [S].
 */
final class Mismatch {

    /** More differing bits than this are no single cells that do not take their value. */
    private static final int FEW_BITS = 16;

    private final String what;
    private final Optional<Segment> before;
    private final List<Piece> pieces = new ArrayList<>();
    private Address first;
    private int firstWanted;
    private int firstRead;
    private long compared;
    private long differing;
    private long missingOnes;
    private long missingZeros;
    private boolean blankWhereDifferent = true;

    private record Piece(Address at, Bytes read) {
    }

    /** @param before some bytes as they were before the erase, if somebody looked */
    Mismatch(String what, Optional<Segment> before) {
        this.what = what;
        this.before = before;
    }

    void compare(Address at, Bytes wanted, Bytes read) {
        pieces.add(new Piece(at, read));
        compared += wanted.length();
        if (wanted.equals(read)) {
            return;
        }
        for (int i = 0; i < wanted.length(); i++) {
            int difference = wanted.at(i) ^ read.at(i);
            if (difference != 0) {
                note(at.plus(i), wanted.at(i), read.at(i), difference);
            }
        }
    }

    private void note(Address at, int wanted, int read, int difference) {
        if (differing++ == 0) {
            first = at;
            firstWanted = wanted;
            firstRead = read;
        }
        missingOnes += Integer.bitCount(difference & wanted);
        missingZeros += Integer.bitCount(difference & ~wanted);
        blankWhereDifferent &= read == 0xFF;
    }

    boolean isEmpty() {
        return differing == 0;
    }

    /** Where the first byte is that differs. */
    Address first() {
        return first;
    }

    /** So few wrong bits that single cells are to blame. */
    boolean isFewBits() {
        return differing > 0 && missingOnes + missingZeros <= FEW_BITS;
    }

    Observation difference() {
        return Fact.READBACK_DIFFERENCE.is(kind(), sentence());
    }

    /** @param claim what is not so, for example "does not hold what was written" */
    Diagnosis diagnosis(String claim) {
        return Diagnosis.of("%s %s", capital(what), claim)
                .because("first difference at %s: %02X is wanted, %02X is read", first, firstWanted, firstRead)
                .because("%d of %d bytes differ: %d bits read 0 that were to be 1, %d read 1 that were to be 0",
                        differing, compared, missingOnes, missingZeros)
                .because("%s", sentence());
    }

    /** After writing: with what may be behind it. */
    VerifyMismatch failure(BoardState board) {
        Diagnosis diagnosis = diagnosis("does not hold what was written").leaves(board);
        for (Suspect suspect : suspects()) {
            diagnosis = diagnosis.suspect(suspect);
        }
        return new VerifyMismatch(diagnosis);
    }

    private String kind() {
        if (isUnchanged()) {
            return "unchanged";
        }
        if (isFewBits()) {
            return "stuck-bits";
        }
        if (blankWhereDifferent) {
            return "blank";
        }
        return missingZeros == 0 ? "old-and-new" : "garbage";
    }

    private String sentence() {
        return switch (kind()) {
            case "unchanged" -> "%s still reads what it read before the erase".formatted(before.orElseThrow().range());
            case "stuck-bits" -> "only %d bits are wrong, all others of %d bytes are right".formatted(
                    missingOnes + missingZeros, compared);
            case "blank" -> "every byte that differs reads FF";
            case "old-and-new" -> "every wrong bit reads 0: old content shows through, as if written without an erase";
            default -> "bits are wrong in both directions";
        };
    }

    private List<Suspect> suspects() {
        CauseCatalogue causes = CauseCatalogue.load();
        return switch (kind()) {
            case "unchanged" -> List.of(causes.suspect("C3", LIKELY), causes.suspect("C12", POSSIBLE));
            case "stuck-bits" -> List.of(causes.suspect("C14", LIKELY), causes.suspect("E4", POSSIBLE));
            case "blank" -> List.of(causes.suspect("C3", POSSIBLE), causes.suspect("E3", POSSIBLE));
            case "old-and-new" -> List.of(causes.suspect("C17", LIKELY), causes.suspect("C12", POSSIBLE));
            default -> List.of(causes.suspect("E3", POSSIBLE), causes.suspect("C20", POSSIBLE));
        };
    }

    private boolean isUnchanged() {
        return before.isPresent() && differing > 0 && !before.get().data().isAll(0xFF)
                && pieces.stream().anyMatch(piece -> holds(piece, before.get()));
    }

    private static boolean holds(Piece piece, Segment before) {
        long from = before.start().minus(piece.at());
        long to = from + before.data().length();
        return from >= 0 && to <= piece.read().length() && piece.read().slice((int) from, (int) to).equals(before.data());
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
