/**
 * Write protection, read protection, option bytes and the consent that is needed to lose something. {@code
 * ProtectionSuite} once for each route, on any bench that grants it.
 * In: a target, and consent. Out: what is protected afterwards, and what was lost. May enter: hil, engine, sim.board,
 * sim.fault, suites.flashing.
 */
package io.sectorzero.suites.protection;
