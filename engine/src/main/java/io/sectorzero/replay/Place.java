package io.sectorzero.replay;

import io.sectorzero.memory.Bytes;
import java.util.List;

/** A finger on the next byte of one side of a transcript; lines of the other side and empty ones are passed over. */
final class Place {

    private final List<Turn> turns;
    private final boolean byHost;
    private int index;
    private int offset;

    Place(List<Turn> turns, boolean byHost) {
        this.turns = turns;
        this.byHost = byHost;
        settle();
    }

    boolean ended() {
        return index == turns.size();
    }

    /** Which turn the next byte is in; the number of turns at the end. */
    int index() {
        return index;
    }

    Turn turn() {
        return turns.get(index);
    }

    int value() {
        return turn().bytes().at(offset);
    }

    /** What is left of this turn. */
    Bytes rest() {
        return turn().bytes().slice(offset, turn().bytes().length());
    }

    void advance() {
        offset++;
        if (offset == turn().bytes().length()) {
            offset = 0;
            index++;
            settle();
        }
    }

    private void settle() {
        while (!ended() && (turn().byHost() != byHost || turn().bytes().isEmpty())) {
            index++;
        }
    }
}
