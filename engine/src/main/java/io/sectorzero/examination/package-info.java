/**
 * The doctor: from symptoms to a named cause.
 * In: a failure, what is already known about it, and {@link io.sectorzero.examination.Instruments} to find out more.
 * Out: a fuller {@link io.sectorzero.failure.Diagnosis} that names causes of the catalogue, and the
 * {@link io.sectorzero.examination.RecoveryLadder} of what may be tried next.
 * May enter: the floor and device. Knows no protocol: whoever speaks one brings the instruments.
 */
package io.sectorzero.examination;
