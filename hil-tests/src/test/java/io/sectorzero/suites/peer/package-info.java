/**
 * Programs that nobody here wrote, as their distribution ships them, at served boards: the third ledger. A missing one
 * is a skip with the reason, or a failure where none may be missing.
 * In: a served board. Out: what the peer said and what the flash holds. May enter: hil, engine, sim.board,
 * suites.flashing.
 */
package io.sectorzero.suites.peer;
