/**
 * The manual's numbers, for the tests of every room: read from the documents a second time, so that a test holds the model
 * against them and not against itself.
 * In: nothing. Out: constants. May enter: nothing.
 */
package io.sectorzero.sim.manual;
