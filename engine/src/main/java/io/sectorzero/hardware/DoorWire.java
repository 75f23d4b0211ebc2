package io.sectorzero.hardware;

/** A control door reached over TCP: a relay box, or a served board. */
record DoorWire(String host, int port) implements Wire {
}
