/**
 * The USB route: from the workshop's wishes to DFU commands of the ROM bootloader, onto the bus and back after every reset.
 * In: a bench with USB. Out: a {@link io.sectorzero.flash.Programmer}, and instruments for the examiner.
 * May enter: the floor, device, protocol.dfu, protocol.rom (to ask whether the bootloader sits on the serial line instead),
 * examination, flash.
 */
package io.sectorzero.flash.dfu;
