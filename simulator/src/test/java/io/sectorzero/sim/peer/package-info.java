/**
 * Who else judges the model: programs and libraries of other people, asked for by the tests of every room.
 * In: a name. Out: a test that goes on, is skipped with the reason, or fails where nothing may be missing. May enter: nothing.
 */
package io.sectorzero.sim.peer;
