package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;

/** One port. RM0090 Rev 21 §8.4 [S]: sixteen pins, as one bit, two or four bits each. */
final class GpioRegisters {

    enum Half implements Field {
        PINS(bits(15, 0, READ_WRITE));

        private final Place place;

        Half(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Idr implements Field {
        IDR(bits(15, 0, READ_ONLY));

        private final Place place;

        Idr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Bsrr implements Field {
        BS(bits(15, 0, WRITE_ONLY)),
        BR(bits(31, 16, WRITE_ONLY));

        private final Place place;

        Bsrr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Lckr implements Field {
        LCK(bits(15, 0, READ_WRITE)),
        LCKK(bit(16, READ_WRITE));

        private final Place place;

        Lckr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    final Register<Whole> moder;
    final Register<Half> otyper;
    final Register<Whole> ospeedr;
    final Register<Whole> pupdr;
    final Register<Idr> idr;
    final Register<Half> odr;
    final Register<Bsrr> bsrr;
    final Register<Lckr> lckr;
    final Register<Whole> afrl;
    final Register<Whole> afrh;

    /** Port A wakes with the debug pins on PA13 to PA15, port B with PB3 and PB4. RM0090 Rev 21 §8.4 [S]. */
    GpioRegisters(char port) {
        String name = "GPIO" + port;
        moder = new Register<>(name + "_MODER", 0x00, port == 'A' ? 0xA800_0000 : port == 'B' ? 0x280 : 0, Whole.class);
        otyper = new Register<>(name + "_OTYPER", 0x04, 0, Half.class);
        ospeedr = new Register<>(name + "_OSPEEDR", 0x08, port == 'A' ? 0x0C00_0000 : port == 'B' ? 0xC0 : 0, Whole.class);
        pupdr = new Register<>(name + "_PUPDR", 0x0C, port == 'A' ? 0x6400_0000 : port == 'B' ? 0x100 : 0, Whole.class);
        idr = new Register<>(name + "_IDR", 0x10, 0, Idr.class);
        odr = new Register<>(name + "_ODR", 0x14, 0, Half.class);
        bsrr = new Register<>(name + "_BSRR", 0x18, 0, Bsrr.class);
        lckr = new Register<>(name + "_LCKR", 0x1C, 0, Lckr.class);
        afrl = new Register<>(name + "_AFRL", 0x20, 0, Whole.class);
        afrh = new Register<>(name + "_AFRH", 0x24, 0, Whole.class);
    }
}
