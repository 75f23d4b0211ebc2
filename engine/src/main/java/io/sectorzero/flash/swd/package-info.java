/**
 * The route by the debug port: a probe is found and attached, the chip is made quiet, and its flash controller is driven
 * register by register. How blocks come into the flash is a {@code BlockWriter}'s business: from here, or by a loader of our
 * own in the chip's RAM.
 * In: the workshop's acts, one at a time. Out: what they did, or a failure that tells the registers.
 * May enter: the floor, device, examination, flash, protocol.stlink, protocol.adi.
 */
package io.sectorzero.flash.swd;
