/**
 * What goes over a serial wire, bit by bit: levels driven at the sender's pace and sampled at the receiver's.
 * In: bytes, and how each end frames them. Out: the bytes the other end makes of it, with the errors its UART would flag.
 * May enter: sim.world.
 */
package io.sectorzero.sim.wire;
