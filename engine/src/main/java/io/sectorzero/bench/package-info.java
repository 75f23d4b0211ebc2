/**
 * The front door: everything the engine touches on a desk, or on a simulated one.
 * In: a description. Out: an opened {@link io.sectorzero.bench.Bench}: its links, its clock, its switches, its abilities.
 * Who opens it, hardware, simulator or recording, is found at run time.
 * May enter: time, memory, failure, description, link, trace.
 */
package io.sectorzero.bench;
