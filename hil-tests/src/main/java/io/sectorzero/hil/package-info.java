/**
 * Tests that do not know whether their board is real: a JUnit 5 extension that opens a bench, hands tests a
 * {@link io.sectorzero.hil.Target}, skips what the bench cannot do, and keeps the evidence of what failed. Others can
 * put it on their own test path.
 * In: a bench file, or nothing for the simulated board. Out: targets, boards with trouble on request, evidence folders.
 * May enter: engine, simulator, JUnit, AssertJ, Allure.
 */
package io.sectorzero.hil;
