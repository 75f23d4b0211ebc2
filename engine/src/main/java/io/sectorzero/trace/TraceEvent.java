package io.sectorzero.trace;

import io.sectorzero.memory.Bytes;

/**
 * One thing that happened.
 *
 * @param nanos  when, on the bench's clock
 * @param source who: {@code uart}, {@code plan}, {@code flash}, {@code board}
 * @param bytes  what went over the wire; empty for everything that is not {@code >} or {@code <}
 * @param remark words for a person; empty when the bytes say it all
 */
public record TraceEvent(long nanos, String source, Mark mark, Bytes bytes, String remark) {
}
