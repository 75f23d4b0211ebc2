/**
 * The chip's debug port: SW-DP and JTAG-DP on the same pins, the AHB access port behind them, and the debug registers of
 * the core that a debugger reaches through it. Its state outlives a reset and dies with the power.
 * In: transfers or clock edges at the moment the world has. Out: acknowledges, data, levels on the pins.
 * May enter: sim.stm32f412, sim.cortexm, sim.silicon, sim.world.
 */
package io.sectorzero.sim.debugport;
