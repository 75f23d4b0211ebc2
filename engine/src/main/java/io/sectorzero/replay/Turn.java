package io.sectorzero.replay;

import io.sectorzero.memory.Bytes;
import java.util.OptionalLong;

/**
 * One line of a transcript: bytes in one direction.
 *
 * @param line    line number in the file, from 1
 * @param byHost  true for what the host sends, false for what the chip sends
 * @param bytes   empty only for the chip: it is silent here
 * @param atNanos when, where the file says so
 */
public record Turn(int line, boolean byHost, Bytes bytes, OptionalLong atNanos) {
}
