/**
 * What was recorded once happens again from its recording, byte for byte: every file of {@code fixtures/recordings}, and
 * a flashing that is recorded here and now.
 * In: recordings. Out: the same story, or the first byte that differs. May enter: hil, engine.
 */
package io.sectorzero.suites.replay;
