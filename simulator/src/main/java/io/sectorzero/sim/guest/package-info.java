/**
 * A Linux computer inside this one: Debian's own kernel under QEMU's translator, which needs no rights, no USB and no
 * virtualisation here. Programs run in it on this computer's files, and between them and a served board is a real
 * kernel's USB.
 * In: a {@link io.sectorzero.bench.GuestRequest}, then commands. Out: their exit status and what they said.
 * May enter: the floor. Knows nothing of boards; it meets them at a USB/IP door, as any Linux machine does.
 */
package io.sectorzero.sim.guest;
