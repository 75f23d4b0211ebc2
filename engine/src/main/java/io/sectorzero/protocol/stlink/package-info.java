/**
 * The ST-LINK's USB command set, host side, V2 to V3. Nothing of it is published by ST: it is known from the source of tools
 * that speak it, OpenOCD 0.12 and pyOCD 0.36 above all [O]. One table of commands, one of status codes, one of what a firmware
 * can do; one wire that sends, waits and reads.
 * In: debug-port and memory accesses. Out: their data, or how they failed.
 * May enter: time, memory, failure, link. Knows no chip.
 */
package io.sectorzero.protocol.stlink;
