package io.sectorzero.examination;

/** How far the engine may go by itself against a cause. */
public enum Autonomy {
    /** It may act, and says what it did. */
    ALONE,
    /** It may act when somebody agreed beforehand, because data or settings are lost. */
    CONSENT,
    /** It names the cause; a person has to act. */
    NEVER
}
