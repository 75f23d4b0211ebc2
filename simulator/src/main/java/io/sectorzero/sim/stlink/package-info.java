/**
 * The debug probe: an ST-LINK as its users see it. A USB device that speaks the probe's command set on one side and moves
 * the target's debug pins on the other, in the time that takes. Written from what tools that talk to such probes send and
 * expect; no firmware of the maker is in here. What neither he nor they say is among the
 * {@link io.sectorzero.sim.stlink.FirmwareHabits}.
 * In: a model, a firmware version, the target's end of the cable, and what is wrong with the probe. Out: a device for a
 * {@link io.sectorzero.sim.usb.UsbSocket}.
 * May enter: sim.world, sim.usb, sim.debugport, memory.
 */
package io.sectorzero.sim.stlink;
