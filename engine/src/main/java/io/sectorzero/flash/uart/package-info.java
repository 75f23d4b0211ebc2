/**
 * The serial route: from the workshop's wishes to commands of the ROM bootloader, and into the bootloader in the first place.
 * In: a bench with a serial line. Out: a {@link io.sectorzero.flash.Programmer}, and instruments for the examiner.
 * May enter: the floor, device, protocol.rom, examination, flash.
 */
package io.sectorzero.flash.uart;
