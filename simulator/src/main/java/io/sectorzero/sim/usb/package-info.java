/**
 * USB devices as the bus sees them: descriptors, a control endpoint whose standard requests are handled here once for
 * every device, bulk and interrupt endpoints, transfers that may stay pending, stalls, cancelling, reset, unplugging.
 * Who carries the transfers (a link in virtual time, a socket, a network protocol) is of no concern here.
 * In: a {@link io.sectorzero.sim.usb.UsbDescription} and a {@link io.sectorzero.sim.usb.UsbFunction} that says what the
 * device does. Out: a {@link io.sectorzero.sim.usb.UsbSocket} where it comes and goes and takes transfers, in the time
 * the bus needs for them.
 * May enter: sim.world, memory.
 */
package io.sectorzero.sim.usb;
