/**
 * The doors: bytes, packets and debug transactions that go out and come back.
 * A link never retries and never interprets. It moves what it is given until a deadline, or throws
 * {@link io.sectorzero.failure.LinkLost}. Retrying is a protocol's decision, visible in the trace.
 * In: bytes, packets and accesses, each with a deadline. Out: what came back, as it came.
 * May enter: time, memory, failure.
 */
package io.sectorzero.link;
