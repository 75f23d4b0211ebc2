/**
 * A Cortex-M4 that runs code: registers, instructions as tables, exceptions, and what sits at 0xE000_0000 and above.
 * In: cycles to spend, interrupt lines, accesses of a debugger. Out: accesses on a {@link io.sectorzero.sim.cortexm.CoreBus},
 * and why it stopped. It knows the architecture, not the part.
 * May enter: sim.silicon.
 */
package io.sectorzero.sim.cortexm;
