/**
 * The figures: how long things take and what they cost, measured and printed as one table. Compiled and run by the
 * Maven profile {@code figures} alone. Nothing is asserted here: a figure is for a person to read, together with the
 * machine it was measured on.
 * In: nothing. Out: a table on standard output.
 * May enter: engine, simulator, the suites' images, JMH.
 */
package io.sectorzero.figures;
