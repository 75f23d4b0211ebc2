/**
 * The bootloader in system memory: how it behaves, from AN2606 Rev 70, AN3155 Rev 20 and AN3156 Rev 18 [P], not ST's
 * code. It works the chip as a bus master like any other, with keys, register writes and polling, so every rule of the
 * flash lives in the chip model.
 * In: a start after reset, edges and frames from its serial pins, requests on USB. Out: frames, answers, register
 * accesses, and at its end a reset or a program started.
 * May enter: sim.world, sim.silicon, sim.stm32f412, sim.wire, sim.usb, memory.
 */
package io.sectorzero.sim.rom;
