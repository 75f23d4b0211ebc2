package io.sectorzero.cli;

/** What every command of one run shares. */
record Session(Screen screen, Interruption interruption, Reply reply) {
}
