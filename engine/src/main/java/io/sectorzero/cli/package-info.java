/**
 * The reception desk: what a person or a script types, and what they are told.
 * In: arguments. Out: words on a screen or one JSON object, and an exit code that names the class of cause.
 * May enter: every room of the engine, and picocli and the JSON writer, which nobody else touches.
 */
package io.sectorzero.cli;
