/**
 * The board: a chip, its supply, its wires, and the trouble that lies over them.
 * In: a board file, voltages, switches, bytes at the adapter's plug. Out: bytes back, a status a person can read, the
 * true content of the chip's memories.
 * May enter: sim.world, sim.wire, sim.usb, sim.silicon, sim.stm32f412, sim.debugport, sim.rom, sim.stlink, sim.fault, and the
 * engine's floor.
 */
package io.sectorzero.sim.board;
