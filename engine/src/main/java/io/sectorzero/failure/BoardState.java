package io.sectorzero.failure;

/** What the board's flash is left like. Silence after a write is {@link #UNKNOWN}: the chip may have done it. */
public enum BoardState {
    UNTOUCHED("nothing was changed"),
    ERASED("the sectors in question are blank; nothing new is written"),
    PARTLY_ERASED("an erase may have been cut short; some sectors may be blank or weak"),
    PARTLY_WRITTEN("some of the new content is in place, some is missing"),
    WRITTEN("everything was written"),
    OPTIONS_CHANGED("option bytes were changed; the chip has been reset or needs it"),
    UNKNOWN("the last command may or may not have been carried out");

    private final String sentence;

    BoardState(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
