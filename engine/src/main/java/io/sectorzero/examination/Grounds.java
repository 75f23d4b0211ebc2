package io.sectorzero.examination;

/** What a catalogue entry rests on, firmest first. */
public enum Grounds {
    /** A vendor document. */
    DOC,
    /** Read in the source of a tool. */
    CODE,
    /** Reported by users. */
    REPORT,
    /** Concluded, not yet seen on silicon. */
    INFER
}
