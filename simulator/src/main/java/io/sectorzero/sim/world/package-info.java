/**
 * Time and chance. Everything that happens on a simulated board is booked here and happens in order.
 * In: happenings, and somebody who waits. Out: virtual time, dice that fall the same for the same seed.
 * May enter: time.
 */
package io.sectorzero.sim.world;
