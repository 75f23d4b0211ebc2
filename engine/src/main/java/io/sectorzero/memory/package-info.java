/**
 * Addresses and bytes, unsigned and immutable: the small change of every other room.
 * In: raw numbers. Out: values that cannot be mistaken for one another.
 * May enter: no other room.
 */
package io.sectorzero.memory;
