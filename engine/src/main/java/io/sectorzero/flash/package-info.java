/**
 * The workshop: from an image and a chip to a plan, and from a plan to a written and verified board.
 * What is decided is decided by a pure function, {@link io.sectorzero.flash.FlashPlan}; what is done is a loop over its
 * steps, carried out by the programmer of a route. {@link io.sectorzero.flash.Workshop} is the door.
 * In: a bench, an image, a policy. Out: a {@link io.sectorzero.flash.FlashReport}, or a failure that was examined.
 * May enter: the floor, image, device, protocol, examination.
 */
package io.sectorzero.flash;
