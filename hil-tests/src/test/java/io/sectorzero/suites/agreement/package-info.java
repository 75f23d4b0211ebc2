/**
 * The two ledgers balanced: what the engine believes of the chip, held against what the simulated silicon did.
 * In: a healthy simulated board. Out: a verdict for each sector, memory and route. May enter: hil, engine.
 */
package io.sectorzero.suites.agreement;
