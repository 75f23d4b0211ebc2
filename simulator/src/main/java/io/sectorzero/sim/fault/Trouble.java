package io.sectorzero.sim.fault;

/**
 * What is wrong with a board, in one sentence.
 *
 * @param cause id of the cause it reproduces, for example {@code C3}
 */
public record Trouble(String cause, String headline) {
}
