/**
 * The part: an STM32F412 as its documents describe it, from the pins inwards. One chip is one {@link
 * io.sectorzero.sim.stm32f412.Chip}; what the documents leave open is a named {@link io.sectorzero.sim.stm32f412.Switch}.
 * In: voltages, pin levels, bus accesses, and time from the world. Out: bus answers, boots and stops, the true content
 * of its memories.
 * May enter: sim.world, sim.wire, sim.silicon, sim.cortexm, memory.
 *
 * <p>Sources are quoted with the grade of the evidence: none for a document of this very part, [S] for a sibling's
 * manual with the same flash interface, [C] for vendor code, [F] for field reports, [I] for our own inference.
 */
package io.sectorzero.sim.stm32f412;
