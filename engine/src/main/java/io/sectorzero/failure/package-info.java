/**
 * How we say what went wrong: what, how we know, which cause we suspect, what the board is left like, what to do.
 * In: findings. Out: a {@link io.sectorzero.failure.Diagnosis} and the exception that carries it, one type for each
 * thing a caller can do next.
 * May enter: memory.
 */
package io.sectorzero.failure;
