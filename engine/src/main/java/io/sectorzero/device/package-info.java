/**
 * The library: what is known about each chip, as data that was checked when it was loaded.
 * In: a descriptor file. Out: an immutable {@link io.sectorzero.device.Device}, found through
 * {@link io.sectorzero.device.Catalogue}.
 * May enter: memory, failure, description. Knows nothing of links, protocols or time.
 */
package io.sectorzero.device;
