package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;

/** Numbers as the probe sends them, least significant byte first. */
final class Words {

    private Words() {
    }

    static Bytes of(int value) {
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF, value >>> 16 & 0xFF, value >>> 24);
    }

    static Bytes half(int value) {
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF);
    }
}
