/**
 * The logbook: one flat record for each thing that happened, in order. The progress line, the evidence folder and the
 * replay are its readers.
 * In: events. Out: the story, as values and as text that reads back.
 * May enter: time, memory, link, failure.
 */
package io.sectorzero.trace;
