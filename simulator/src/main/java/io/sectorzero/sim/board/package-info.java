/**
 * The board: a chip, its supply, its wires, and the trouble that lies over them.
 * In: a board file, voltages, switches, bytes at the adapter's plug. Out: bytes back, a status a person can read, the
 * true content of the chip's memories.
 * May enter: every other room of the simulator except sim.bench and sim.serve; of the engine's floor time, memory,
 * failure, description and trace.
 */
package io.sectorzero.sim.board;
