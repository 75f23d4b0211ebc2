/**
 * The clock on the wall, handed in. Nothing else in the engine reads a clock or sleeps.
 * In: nothing. Out: what time it is, and a way to let some pass.
 * May enter: no other room.
 */
package io.sectorzero.time;
