/**
 * What chips are made of: registers as tables, a bus that refuses what nobody answers, memory in pages.
 * In: addresses, widths, values, and who is asking. Out: values, or a {@link io.sectorzero.sim.silicon.BusFault}.
 * May enter: memory.
 */
package io.sectorzero.sim.silicon;
