/**
 * Can we talk: synchronise, identify, attach, notice the wrong device. {@code ContactSuite} once for each route, on any
 * bench.
 * In: a target. Out: what was read of it. May enter: hil, engine.
 */
package io.sectorzero.suites.contact;
