package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;

/**
 * What came back for 7F. No outcome is a failure in itself: a board that was synchronised before says nothing to the
 * first 7F and 1F to the second, because it takes them for a command it does not know.
 *
 * @param seen every byte that came, in order
 */
public record Synchronisation(Outcome outcome, Bytes seen) {

    public enum Outcome {
        /** 79: the bootloader has measured the line speed and listens. */
        ACKED,
        /** 1F: it was listening already. */
        NACKED,
        SILENT,
        /** Something else came: wrong speed, wrong frame, or not the bootloader. */
        GARBLED
    }

    /** Whether the next byte sent is taken for the first byte of a command. */
    public boolean inStep() {
        return outcome == Outcome.ACKED || outcome == Outcome.NACKED;
    }

    /** Whether zeros came before the answer: the line left its idle-low state late. They are dropped. */
    public boolean leadingZero() {
        return inStep() && seen.at(0) == 0;
    }

    @Override public String toString() {
        return seen.isEmpty() ? outcome.name() : outcome + " (" + seen + ")";
    }
}
