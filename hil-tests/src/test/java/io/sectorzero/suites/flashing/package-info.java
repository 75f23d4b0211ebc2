/**
 * Write, verify, erase, keep, in every way an image can lie in the flash. {@code FlashingSuite} once for each route, on
 * any bench; {@code Images} makes the images of all suites.
 * In: images. Out: what the flash holds afterwards. May enter: hil, engine, sim.bench, sim.board, sim.silicon,
 * sim.world.
 */
package io.sectorzero.suites.flashing;
