/**
 * The real desk: serial ports, their modem lines, USB, a relay box or a person who flips switches. The only room of the
 * engine with native code and with threads.
 * In: a bench file of kind {@code hardware}. Out: an opened {@link io.sectorzero.bench.Bench} on wall time whose
 * capabilities are what is wired, and a list of the ports there are.
 * May enter: the floor; jSerialComm and usb4java are touched here and nowhere else.
 */
package io.sectorzero.hardware;
