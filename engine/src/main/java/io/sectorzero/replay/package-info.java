/**
 * Yesterday's desk: exchanges that were written down, played again. {@link io.sectorzero.replay.ReplayByteLink} plays the
 * chip, {@link io.sectorzero.replay.TranscriptHost} plays the host; both compare streams of bytes, because regrouping
 * writes is no change of behaviour, and both stop at the first byte that differs.
 * In: transcripts (two kinds of lines, for people) and recordings (whole traces). Out: a link, a bench, a verdict.
 * May enter: the floor.
 */
package io.sectorzero.replay;
