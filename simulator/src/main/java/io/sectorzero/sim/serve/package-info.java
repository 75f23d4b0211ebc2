/**
 * The second door: a board that other programs can attach to. One thread owns the world and the board; the threads of
 * the doors (a pseudo-terminal, TCP ports, the folder a preload library leads to) only post what arrives and take what leaves,
 * through buffers of fixed size.
 * In: a {@link io.sectorzero.bench.ServeRequest}. Out: a {@link io.sectorzero.bench.ServedBoard} until it is closed.
 * May enter: sim.board, sim.fault, sim.usb, sim.world, the floor; JNA is touched here and nowhere else.
 */
package io.sectorzero.sim.serve;
