package io.sectorzero.flash;

import java.time.Duration;

/** Costs what another way costs. */
interface Along extends Carrier {

    Carrier plain();

    @Override default Route route() {
        return plain().route();
    }

    @Override default int blockBytes() {
        return plain().blockBytes();
    }

    @Override default int grainBytes() {
        return plain().grainBytes();
    }

    @Override default Duration writing(int bytes) {
        return plain().writing(bytes);
    }

    @Override default Duration reading(int bytes) {
        return plain().reading(bytes);
    }

    @Override default Duration erasing() {
        return plain().erasing();
    }
}
