/**
 * Arm's debug interface and the core's debug registers, as names and sequences over any {@link io.sectorzero.link.DebugProbe}.
 * In: a probe. Out: a core that halts, runs and shows its memory and registers.
 * May enter: time, memory, failure, link. Knows no chip beyond its core.
 */
package io.sectorzero.protocol.adi;
