/**
 * The first door: a simulated board as a bench, in this JVM and in virtual time. Whoever waits on one of its links turns
 * the crank of its world.
 * In: a bench description of kind {@code simulator}. Out: links, switches and a clock like any other bench's.
 * May enter: sim.board, sim.usb, sim.debugport, sim.wire, sim.world, sim.fault, and the engine's floor.
 */
package io.sectorzero.sim.bench;
