/**
 * The loading dock: firmware files become one immutable {@link io.sectorzero.image.Image}, and memory becomes a file again.
 * Every format ends in the same place: bytes at addresses, each with the line or offset it came from, so that whoever
 * complains later can still point into the file. What is damaged, contradictory or hostile is refused here, in bounded
 * memory, before any port is opened. Knows no chip: whether an address is flash is decided where the chip is known.
 * In: files. Out: {@link io.sectorzero.image.Image}, or {@link io.sectorzero.failure.ImageRejected}.
 * May enter: memory, failure. The ELF library is touched by this package alone.
 */
package io.sectorzero.image;
