/**
 * The files people write: benches and boards. Every complaint names file, line and key.
 * In: TOML text. Out: typed values, or {@link io.sectorzero.failure.BadDescription}.
 * May enter: failure, and the TOML reader, which nobody else touches.
 */
package io.sectorzero.description;
