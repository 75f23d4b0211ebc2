/**
 * The program as a shell starts it: a process of its own, its exit code, its two streams and its files. What is judged
 * is what a person or a script sees.
 * In: arguments, signals, a board served by another process. Out: exit codes, words, files. May enter: hil, engine,
 * sim.world, suites.flashing, suites.peer.
 */
package io.sectorzero.suites.commandline;
