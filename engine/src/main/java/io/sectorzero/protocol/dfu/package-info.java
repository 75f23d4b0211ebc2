/**
 * The ROM bootloader's USB protocol, host side: USB DFU 1.1 with ST's extensions (DfuSe), AN3156 Rev 18, as the STM32F412
 * serves it. One small record for each command, with its transfers drawn; one table of requests and states,
 * {@link io.sectorzero.protocol.dfu.DfuRequest}; one loop, {@link io.sectorzero.protocol.dfu.DfuSession}, that sends, waits
 * and asks for the status. What a device says about itself is parsed as if it were hostile.
 * In: commands. Out: their checked answers.
 * May enter: time, memory, failure, link. Knows no chip: an erase is an address here, patience is the caller's.
 */
package io.sectorzero.protocol.dfu;
