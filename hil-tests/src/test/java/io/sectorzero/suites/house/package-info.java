/**
 * The rules that no compiler enforces: directions between rooms, sources that may be cited, causes that both sides know,
 * the same story for the same seed.
 * In: the compiled classes and their sources. Out: a list of who breaks a rule. May enter: everything, ArchUnit.
 */
package io.sectorzero.suites.house;
