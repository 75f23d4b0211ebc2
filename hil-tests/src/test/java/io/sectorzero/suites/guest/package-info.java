/**
 * A stock Linux kernel, in a computer inside this one, as the judge of the USB side: it enumerates the devices and runs
 * the programs of others on them.
 * In: a served board, exported by USB/IP. Out: what the kernel and its programs said. May enter: hil, engine,
 * suites.peer.
 */
package io.sectorzero.suites.guest;
