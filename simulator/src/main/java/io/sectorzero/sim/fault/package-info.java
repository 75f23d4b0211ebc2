/**
 * Trouble as values with names. A condition is how a board is for the whole run; a fault is what happens to it. Both
 * know the cause they reproduce and can introduce themselves; neither reaches into a board, which applies them itself.
 * In: a board file or a test. Out: immutable values.
 * May enter: memory.
 */
package io.sectorzero.sim.fault;
