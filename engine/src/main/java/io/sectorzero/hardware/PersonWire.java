package io.sectorzero.hardware;

/** Somebody at the desk who is asked to do it. */
record PersonWire() implements Wire {
}
