package io.sectorzero.hardware;

/** What a switch of the bench leads to. */
sealed interface Wire permits ModemLine, DoorWire, PersonWire {
}
