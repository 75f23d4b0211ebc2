/**
 * What may never happen, whatever does: success that is none, a failure without an explanation, a board that no next
 * attempt can save. Named faults one by one, at every moment or at many; swarms of them.
 * In: a fault and a moment. Out: what was said of the board, against its true content. May enter: hil, engine,
 * sim.board, sim.fault, sim.world, suites.flashing.
 */
package io.sectorzero.suites.faults;
