package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;

/** The one field of registers that are a number or an address from bit 31 to bit 0. */
enum Whole implements Field {
    VALUE(bits(31, 0, READ_WRITE));

    private final Place place;

    Whole(Place place) {
        this.place = place;
    }

    @Override public Place place() {
        return place;
    }
}
