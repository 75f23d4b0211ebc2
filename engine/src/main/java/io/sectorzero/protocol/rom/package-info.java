/**
 * The ROM bootloader's serial protocol, host side: AN3155 Rev 20 as the STM32F412 serves it (protocol version 3.1).
 * One small record for each command, with its frame drawn; one loop, {@link io.sectorzero.protocol.rom.RomSession}, that
 * sends, waits and reads. Nothing is retried here: a refusal or a silence leaves as a failure that tells the exact
 * bytes, and whoever called decides. Causes and remedies are named by the examination, which sees more than one line.
 * In: commands. Out: their checked answers.
 * May enter: time, memory, failure, link. Knows no chip: sectors are numbers here, patience is the caller's.
 */
package io.sectorzero.protocol.rom;
