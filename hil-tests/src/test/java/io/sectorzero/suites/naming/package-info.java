/**
 * What the simulator can break, the engine must be able to name: one board file for each way to be wrong, and the
 * suspect that has to come first. The confusion table is printed.
 * In: the boards of the fixtures. Out: the first suspect, and who took its place. May enter: hil, engine,
 * suites.flashing.
 */
package io.sectorzero.suites.naming;
