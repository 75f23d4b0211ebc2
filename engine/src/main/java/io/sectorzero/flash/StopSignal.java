package io.sectorzero.flash;

/** Asked between steps. A step that was begun is always finished, so that the board is left in a state that has a name. */
@FunctionalInterface
public interface StopSignal {

    boolean requested();
}
